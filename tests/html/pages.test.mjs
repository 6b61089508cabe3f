// The pages of the audit in a browser: what a reader can do there with mouse, keyboard, phone, paper, and without script.
// They are the golden outputs of `codegen/tests/report`, which hold one change of every sort and hostile texts.

import assert from "node:assert/strict";
import { mkdirSync } from "node:fs";
import { after, before, test } from "node:test";
import { createRequire } from "node:module";
import { fileURLToPath } from "node:url";
import { chromium } from "playwright-core";

const golden = new URL("../../codegen/tests/report/golden/", import.meta.url);
const axe = createRequire(import.meta.url).resolve("axe-core/axe.min.js");
const pages = ["full", "empty", "deprecations"];
const phone = { viewport: { width: 360, height: 800 } };
const shots = process.env.SHOTS;

let browser;
before(async () => {
  // Root has no sandbox of its own; the pages are ours and load nothing.
  browser = await chromium.launch({ executablePath: process.env.CHROMIUM, args: ["--no-sandbox"] });
  if (shots) mkdirSync(shots, { recursive: true });
});
after(() => browser.close());

/** Opens a page, hands it on, and fails on any word on the console, any request but the page itself, any dialog. */
async function open(name, options, use) {
  const { hash = "", ...context } = options;
  const view = await browser.newContext({ bypassCSP: false, ...context });
  const page = await view.newPage();
  const problems = [];
  const url = new URL(`${name}.html`, golden).href;
  page.on("console", (message) => problems.push(`console: ${message.text()}`));
  page.on("pageerror", (error) => problems.push(`error: ${error}`));
  page.on("dialog", (dialog) => { problems.push("a dialog"); dialog.dismiss(); });
  page.on("request", (request) => { if (request.url().split("#")[0] !== url) problems.push(`request: ${request.url()}`); });
  await page.goto(url + hash);
  await use(page);
  await view.close();
  assert.deepEqual(problems, []);
}

const shown = (page) => page.locator("[data-class]:visible").count();
const status = (page) => page.locator("output").textContent();

for (const name of pages) {
  test(`${name}: nothing is loaded, said or asked`, () =>
    open(name, {}, async (page) => {
      assert.match(await page.title(), /^(API diff|Deprecations): /);
      assert.equal(await page.locator("script").count(), 1);
      if (shots) await page.screenshot({ path: `${shots}/${name}.png`, fullPage: true });
    }));

  for (const colorScheme of ["light", "dark"]) {
    test(`${name}: accessible in ${colorScheme} colors`, () =>
      open(name, { colorScheme }, async (page) => {
        await page.locator("details").evaluateAll((all) => all.forEach((one) => { one.open = true; }));
        await page.addScriptTag({ path: axe });
        const { violations } = await page.evaluate(() => globalThis.axe.run());
        const found = violations.map((it) => `${it.id}: ${it.nodes.map((node) => node.html).slice(0, 3).join(" ")}`);
        assert.deepEqual(found, []);
        if (shots) await page.screenshot({ path: `${shots}/${name}-${colorScheme}.png`, fullPage: true });
      }));
  }

  test(`${name}: fits a phone`, () =>
    open(name, phone, async (page) => {
      assert.equal(await page.evaluate(() => document.documentElement.scrollWidth), phone.viewport.width);
      if (shots) await page.screenshot({ path: `${shots}/${name}-phone.png`, fullPage: true });
    }));

  test(`${name}: says everything without script`, () =>
    open(name, { javaScriptEnabled: false }, async (page) => {
      assert.equal(await page.locator(".filters").isVisible(), false);
      assert.equal(await shown(page), await page.locator("[data-class]").count());
      const closed = page.locator("details.change:not([open])").first();
      if (await closed.count()) {
        await closed.locator("summary").first().click();
        assert.ok(await page.locator(".body:visible").count());
      }
    }));

  test(`${name}: paper shows what is closed, and no controls`, () =>
    open(name, { colorScheme: "dark" }, async (page) => {
      await page.emulateMedia({ media: "print", colorScheme: "dark" });
      assert.equal(await page.locator(".filters").isVisible(), false);
      const visible = await page.locator(".body").evaluateAll((all) => all.map((one) => one.checkVisibility()));
      assert.ok(visible.every(Boolean));
      assert.equal(await page.evaluate(() => getComputedStyle(document.documentElement).colorScheme), "light");
    }));
}

test("the verdict and the version are the first things read", () =>
  open("full", phone, async (page) => {
    assert.match(await page.locator("h1").innerText(), /5 changes need approval, 1 must be fixed/);
    const version = page.locator(".version");
    assert.equal(await version.innerText(), "Next version must be 2.0.0 (currently 1.3.0-dev)");
    assert.ok((await version.boundingBox()).y < 250);
  }));

test("the version is marked where it is too low, and only there", async () => {
  const ground = (name) => {
    let found;
    return open(name, {}, async (page) => {
      found = await page.locator(".version strong").evaluateAll(([it]) => it && getComputedStyle(it).backgroundColor);
    }).then(() => found);
  };
  const low = await ground("full");
  assert.notEqual(low, await ground("empty"));
  // The same page with a version that is enough: policy violations do not affect it.
  await open("full", {}, async (page) => {
    const version = page.locator(".version");
    await version.evaluate((it) => it.classList.remove("short"));
    assert.notEqual(await version.locator("strong").evaluate((it) => getComputedStyle(it).backgroundColor), low);
  });
});

test("the numbers of the filter add up to what the top says", () =>
  open("full", {}, async (page) => {
    const [, changes, overdue] = (await page.locator(".facts").first().innerText()).match(/(\d+) changes,.*?(\d+) past end of life/s);
    const numbers = await page.locator(".chip").evaluateAll((all) =>
      all.map((it) => [it.querySelector("input").value, Number(it.querySelector(".number").textContent)]));
    const sum = (wanted) => numbers.filter(([name]) => wanted(name)).reduce((all, [, number]) => all + number, 0);
    assert.equal(sum((name) => name !== "overdue"), Number(changes));
    assert.equal(sum((name) => name === "overdue"), Number(overdue));
    assert.equal(await status(page), `${sum(() => true)} entries`);
    for (const [name, number] of numbers) {
      assert.equal(await page.locator(`[data-class="${name}"]`).count(), number, name);
    }
  }));

test("changes that block come first, then urgent ones; both are open, and others closed", () =>
  open("full", {}, async (page) => {
    const found = await page.locator(".change").evaluateAll((all) => all.map((it) => [it.dataset.class, it.open, it.classList.contains("blocks")]));
    const order = ["policy-error", "silent", "risky", "breaking", "deprecation", "additive", "overdue", "docs"];
    const ranks = found.map(([name, , blocks]) => (blocks ? 0 : order.length) + order.indexOf(name));
    assert.deepEqual(ranks, [...ranks].sort((a, b) => a - b));
    for (const [name, isOpen, blocks] of found) {
      assert.equal(isOpen, blocks || order.indexOf(name) < 4, name);
    }
  }));

test("classes are chosen with the keyboard alone", () =>
  open("full", {}, async (page) => {
    const all = await shown(page);
    await page.keyboard.press("Tab");
    const skip = page.locator(".skip");
    assert.ok(await skip.evaluate((it) => it === document.activeElement && it.getBoundingClientRect().left >= 0));
    await page.keyboard.press("Tab");
    const focused = () => page.evaluate(() => [document.activeElement.value, getComputedStyle(document.activeElement).outlineStyle]);
    assert.deepEqual(await focused(), ["policy-error", "solid"]);
    await page.keyboard.press("Space");
    assert.equal(await shown(page), all - 3);
    assert.equal(await status(page), `${all - 3} of ${all} entries`);
    const sections = page.locator(".group:visible h2", { hasText: "Policy violations" });
    assert.equal(await sections.count(), 0, "an empty section goes too");
    await page.keyboard.press("Tab");
    assert.deepEqual(await focused(), ["silent", "solid"]);
    await page.keyboard.press("Space");
    assert.equal(await shown(page), all - 5);
    await page.getByRole("button", { name: "Reset" }).press("Enter");
    assert.equal(await shown(page), all);
    assert.equal(await status(page), `${all} entries`);
  }));

test("resources and words narrow the list and the timeline", () =>
  open("full", {}, async (page) => {
    await page.getByLabel("Resource").selectOption("zones.holds");
    const subjects = () => page.locator(".change:visible .subject").allInnerTexts();
    assert.deepEqual(await subjects(), ["dns.records.list.query.per_page", "zones.holds"]);
    assert.equal(await page.locator(".timeline").isVisible(), false);
    await page.getByLabel("Resource").selectOption("zones");
    await page.getByLabel("Resource").press("/");
    assert.equal(await page.evaluate(() => document.activeElement.name), "resource", "a list keeps its keys");
    await page.locator("h1").click();
    await page.locator("body").press("/");
    await page.keyboard.type("Zone. LEGACY");
    assert.deepEqual(await subjects(), ["Zone.legacy_id"]);
    assert.equal(await page.locator(".timeline tbody tr:visible").count(), 1);
    await page.keyboard.type(" nothing such");
    assert.deepEqual(await subjects(), []);
    assert.ok(await page.locator(".none").isVisible());
  }));

test("a hostile resource can be chosen like any other", () =>
  open("full", {}, async (page) => {
    await page.getByLabel("Resource").selectOption({ label: "zones" });
    const labels = await page.locator("select[name=resource] option").allInnerTexts();
    const hostile = labels.find((label) => label.includes("<script>"));
    await page.getByLabel("Resource").selectOption({ label: hostile });
    assert.equal(await shown(page), 1);
  }));

test("all is opened and closed at once", () =>
  open("full", {}, async (page) => {
    await page.getByRole("button", { name: "Open all" }).click();
    assert.equal(await page.locator(".change:not([open])").count(), 0);
    await page.getByRole("button", { name: "Close all" }).click();
    assert.equal(await page.locator(".change[open]").count(), 0);
  }));

test("a link to a change opens it", () =>
  open("full", {}, async (page) => {
    await page.getByRole("button", { name: "Close all" }).click();
    await page.locator(".timeline a", { hasText: "Zone.paused" }).click();
    // The page is told of its new address in a task of its own.
    await page.locator(".change[open]").waitFor();
    assert.deepEqual(await page.locator(".change[open] .subject").allInnerTexts(), ["Zone.paused"]);
    const id = await page.locator(".change[open]").getAttribute("id");
    await open("full", { hash: `#${id}` }, async (again) => {
      assert.ok(await again.locator(`#${id}`).evaluate((it) => it.open));
    });
    await open("full", { hash: "#%zz" }, async (again) => assert.ok(await shown(again)));
  }));

test("colors follow the system until they are chosen, and the choice stays", () =>
  open("full", { colorScheme: "dark" }, async (page) => {
    const ground = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
    const dark = await ground();
    await page.getByRole("radio", { name: "auto" }).focus();
    await page.keyboard.press("ArrowRight");
    const light = await ground();
    assert.notEqual(light, dark);
    await page.reload();
    assert.equal(await ground(), light);
    await page.getByRole("button", { name: "Reset" }).click();
    assert.equal(await ground(), light, "a reset of the filter is none of the colors");
    await page.keyboard.press("Tab");
    await page.getByRole("radio", { name: "light" }).press("ArrowRight");
    assert.equal(await ground(), dark);
  }));

for (const [place, options] of [["a desk", {}], ["a phone", phone]]) {
  test(`no words of the timeline lie on each other on ${place}`, async () => {
    for (const name of ["full", "deprecations"]) {
      await open(name, options, async (page) => {
        const boxes = (words) => page.locator(words).evaluateAll((all) =>
          all.filter((it) => it.checkVisibility()).map((it) => it.getBoundingClientRect().toJSON()));
        // As many as there can be, each as wide as can be.
        await page.locator("thead .track").evaluate((track) => {
          const today = track.querySelector(".today");
          track.querySelectorAll(".tick").forEach((it) => it.remove());
          for (let number = 0; number < 6; number += 1) {
            const tick = document.createElement("span");
            tick.className = "tick";
            tick.textContent = "2026-10";
            tick.style.left = `${5 + number * 16}%`;
            today.before(tick);
          }
        });
        const ticks = await boxes(".tick");
        assert.ok(ticks.length > 1);
        ticks.slice(1).forEach((tick, index) => assert.ok(ticks[index].right <= tick.left, `${name}: tick ${index + 1}`));
        // A day near the end leaves little room for its words.
        for (const share of ["3%", "97%"]) {
          await page.locator(".timeline table").evaluate((it, share) => it.style.setProperty("--today", share), share);
          await page.locator(".today").evaluate((it, late) => it.classList.toggle("late", late), share === "97%");
          const [today] = await boxes(".today");
          for (const tick of await boxes(".tick")) assert.ok(today.bottom <= tick.top, `${name}: ${share}`);
        }
      });
    }
  });
}

test("the day of the report is marked on the timeline, whatever the day is", () =>
  open("deprecations", {}, async (page) => {
    assert.equal(await page.locator(".today").innerText(), "as of 2026-11-24");
    const [mark, bars] = await page.evaluate(() => {
      const table = document.querySelector(".timeline table");
      const track = table.querySelector("tbody .track").getBoundingClientRect();
      const at = parseFloat(table.style.getPropertyValue("--today")) / 100;
      const bars = [...table.querySelectorAll("tbody tr")].map((row) => [row.className, row.querySelector(".bar").getBoundingClientRect()]);
      return [track.left + track.width * at, bars.map(([name, box]) => [name, box.left, box.right])];
    });
    for (const [name, left, right] of bars) {
      if (name === "passed") assert.ok(right < mark);
      else if (name !== "open") assert.ok(left < mark && mark < right, name);
    }
    assert.deepEqual(bars.map(([name]) => name), ["passed", "soon", "later", "open", "open"]);
  }));
