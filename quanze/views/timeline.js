"use strict";
// The language and the day of a timeline: what happened after the day is not shown.
const day = document.getElementById("day"), shown = document.getElementById("day-shown");
const steps = () => [...document.querySelectorAll("#time [data-lang]")].find((e) => !e.hidden).querySelectorAll(".steps li");
function follow() {
  const step = Number(day.value), words = steps()[step].textContent;
  shown.textContent = words;
  day.setAttribute("aria-valuetext", words);
  for (const row of document.querySelectorAll("tr[data-step]")) row.hidden = step > 0 && Number(row.dataset.step) > step;
}
function speak(lang) {
  document.documentElement.lang = lang;
  for (const e of document.querySelectorAll("[data-lang]")) e.hidden = e.dataset.lang !== lang;
  for (const b of document.querySelectorAll("[data-switch]")) b.setAttribute("aria-pressed", String(b.dataset.switch === lang));
  document.title = document.querySelector("section:not([hidden]) h1").textContent;
  follow();
}
day.addEventListener("input", follow);
for (const b of document.querySelectorAll("[data-switch]")) b.addEventListener("click", () => speak(b.dataset.switch));
follow();
