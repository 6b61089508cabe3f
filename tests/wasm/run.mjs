// Runs a module for wasm32-unknown-unknown that imports nothing. A trap ends it with an error.
import { readFile } from "node:fs/promises";

const { instance } = await WebAssembly.instantiate(await readFile(process.argv[2]), {});
instance.exports.main(0, 0);
