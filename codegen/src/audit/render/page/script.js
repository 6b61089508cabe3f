// Hides items that do not match the filter, remembers the color scheme, and opens items for links and for print.
// Without the script, the page shows everything.
(() => {
  "use strict";
  const form = document.querySelector(".filters");
  const items = [...document.querySelectorAll("[data-class]")];
  const texts = items.map((item) => item.textContent.toLowerCase());
  const output = form.querySelector("output");
  const none = document.querySelector(".none");
  const { one, several } = form.dataset;

  const filter = () => {
    const data = new FormData(form);
    const classes = new Set(data.getAll("class"));
    const resource = data.get("resource");
    const words = data.get("text").toLowerCase().split(/\s+/).filter(Boolean);
    let shown = 0;
    items.forEach((item, index) => {
      const matches =
        classes.has(item.dataset.class) &&
        (resource === "" || item.dataset.resources.split(" ").includes(resource)) &&
        words.every((word) => texts[index].includes(word));
      item.hidden = !matches;
      shown += matches ? 1 : 0;
      const row = document.querySelector(`.timeline a[href="#${CSS.escape(item.id)}"]`)?.closest("tr");
      if (row) row.hidden = !matches;
    });
    for (const group of document.querySelectorAll(".group")) {
      group.hidden = !group.querySelector("[data-class]:not([hidden])");
    }
    for (const section of document.querySelectorAll(".timeline")) {
      section.hidden = !section.querySelector("tbody tr:not([hidden])");
    }
    const all = `${items.length} ${items.length === 1 ? one : several}`;
    output.value = shown === items.length ? all : `${shown} of ${all}`;
    none.hidden = shown > 0 || items.length === 0;
  };

  const remembered = {
    get: () => {
      // Storage may be forbidden, as in a sandbox.
      try { return localStorage.getItem("theme") ?? ""; } catch { return ""; }
    },
    set: (theme) => {
      try { localStorage.setItem("theme", theme); } catch { /* the choice is lost when the page closes */ }
    },
  };
  const paint = (theme) => {
    if (theme) document.documentElement.dataset.theme = theme;
    else delete document.documentElement.dataset.theme;
  };
  const theme = remembered.get();
  const choice = form.querySelector(`input[name="theme"][value="${CSS.escape(theme)}"]`);
  if (choice) {
    choice.checked = true;
    paint(theme);
  }

  const openAll = (open) => items.filter((item) => !item.hidden).forEach((item) => { item.open = open; });
  const openTarget = () => {
    const named = document.querySelector(":target");
    const item = named?.closest("[data-class]");
    if (!item) return;
    item.open = true;
    item.scrollIntoView({ block: "start" });
  };

  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("input", (event) => {
    if (event.target.name === "theme") {
      paint(event.target.value);
      remembered.set(event.target.value);
    } else {
      filter();
    }
  });
  // Not a reset button: that resets the form after its event, so `filter` would see the old values.
  form.elements.clear.addEventListener("click", () => {
    const kept = document.documentElement.dataset.theme ?? "";
    form.reset();
    form.elements.theme.value = kept;
    filter();
  });
  form.elements.open.addEventListener("click", () => openAll(true));
  form.elements.close.addEventListener("click", () => openAll(false));
  document.addEventListener("keydown", (event) => {
    const typing = event.target.matches("input[type=search], select, textarea");
    if (event.key === "/" && !typing && !event.ctrlKey && !event.metaKey && !event.altKey) {
      event.preventDefault();
      form.elements.text.focus();
    }
  });

  let closed = [];
  addEventListener("beforeprint", () => {
    closed = [...document.querySelectorAll("details:not([open])")];
    closed.forEach((item) => { item.open = true; });
  });
  addEventListener("afterprint", () => closed.forEach((item) => { item.open = false; }));
  addEventListener("hashchange", openTarget);
  // `:target` is not set before the page is loaded.
  addEventListener("load", openTarget);

  form.hidden = false;
  filter();
})();
