"use strict";
/* Two things that pages without a script do more slowly: files are dropped anywhere on its box, and a step says how
   far it is without the page being shown anew. */
for (const box of document.querySelectorAll("form.drop")) {
  const file = box.querySelector("input[type=file]");
  const over = (event) => { event.preventDefault(); box.classList.add("over"); };
  const out = () => box.classList.remove("over");
  box.addEventListener("dragenter", over);
  box.addEventListener("dragover", over);
  box.addEventListener("dragleave", (event) => { if (!box.contains(event.relatedTarget)) out(); });
  box.addEventListener("drop", (event) => {
    event.preventDefault();
    out();
    if (event.dataTransfer.files.length === 0) return;
    file.files = event.dataTransfer.files;
    box.requestSubmit();
  });
}
/* What is dropped beside the box would be opened by the browser in place of the page. */
for (const name of ["dragover", "drop"]) addEventListener(name, (event) => event.preventDefault());

const step = document.querySelector("[data-step]");
if (step) {
  const look = async (wait) => {
    try {
      const answer = await fetch(step.dataset.step, { redirect: "manual" });  // what follows is made only once
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      const now = page.querySelector("[data-step]");
      if (!now) { location.reload(); return; }
      step.replaceChildren(...now.childNodes);
    } catch { /* the program has ended, or is busy: ask again */ }
    setTimeout(look, wait, Math.min(2 * wait, 400));
  };
  setTimeout(look, 50, 100);
}
