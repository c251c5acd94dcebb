// Each field of a section saves itself: it sends what it holds with the mark of what was seen. Where somebody else
// changed the field meanwhile, both are shown and the reader chooses. Without this script the form has a Save button.
const form = document.querySelector("form[data-answers]");
const WAIT_MS = 1200;
const AGAIN_MS = 8000;
const unsaved = new Set();

function valuesOf(question, field) {
  const box = question.querySelector(`[data-field="${field}"]`);
  const inputs = [...box.querySelectorAll("input, textarea")];
  return inputs
    .filter((input) => (input.type === "radio" || input.type === "checkbox" ? input.checked : true))
    .map((input) => input.value);
}

function setValues(question, field, stored) {
  const wanted = (Array.isArray(stored) ? stored : [stored]).map(String);
  for (const input of question.querySelectorAll(`[data-field="${field}"] input, [data-field="${field}"] textarea`)) {
    if (input.type === "radio" || input.type === "checkbox") input.checked = wanted.includes(input.value);
    else input.value = wanted[0] === "not_applicable" ? "" : wanted[0];
  }
}

function seenOf(question, field) {
  return form.elements[`seen-${field}-${question.dataset.question}`];
}

function say(question, text, bad = false) {
  const said = question.querySelector("[data-said]");
  said.textContent = text;
  said.classList.toggle("errorlist", bad);
}

function showAsked(hidden) {
  for (const question of form.querySelectorAll("[data-question]")) {
    const away = hidden.includes(question.dataset.question);
    question.hidden = away;
    const beside = document.getElementById(`beside-${question.dataset.question}`);
    if (beside) beside.hidden = away;
  }
}

function showClash(question, field, answer) {
  const slot = question.querySelector("[data-slot]");
  slot.innerHTML = answer.shown;
  say(question, "");
  slot.querySelector('[data-choose="theirs"]').addEventListener("click", () => {
    setValues(question, field, answer.theirs);
    seenOf(question, field).value = answer.seen;
    slot.replaceChildren();
    unsaved.delete(question);
  });
  slot.querySelector('[data-choose="mine"]').addEventListener("click", () => {
    seenOf(question, field).value = answer.seen;
    slot.replaceChildren();
    queue(question, field);
  });
  slot.firstElementChild.focus();
}

async function save(question, field) {
  const body = new URLSearchParams({ field, seen: seenOf(question, field).value });
  for (const value of valuesOf(question, field)) body.append(field, value);
  say(question, form.dataset.saving);
  let answer;
  try {
    const response = await fetch(question.dataset.address, {
      method: "POST",
      headers: { "X-CSRFToken": form.elements.csrfmiddlewaretoken.value, Accept: "application/json" },
      body,
    });
    answer = await response.json();
  } catch {
    say(question, form.dataset.failed, true);
    setTimeout(() => queue(question, field), AGAIN_MS);
    return;
  }
  if (answer.state === "clash") {
    showClash(question, field, answer);
    return;
  }
  if (answer.state !== "saved") {
    say(question, answer.said, true);
    return;
  }
  unsaved.delete(question);
  seenOf(question, field).value = answer.seen;
  say(question, answer.said);
  if (field === "value") question.querySelector("[data-carried]")?.remove();
  showAsked(answer.hidden);
  document.querySelector("[data-count]").textContent = answer.count;
}

// Saves of one question follow each other, so that each one sends the mark that the last one got.
function queue(question, field) {
  unsaved.add(question);
  question.saving = (question.saving ?? Promise.resolve()).then(() => save(question, field));
}

function onlyOne(question, changed) {
  if (changed.type !== "checkbox" || !changed.checked) return;
  const others = question.querySelectorAll('[data-field="value"] input[type="checkbox"]');
  for (const other of others) {
    if (other !== changed && (changed.value === "not_applicable") !== (other.value === "not_applicable")) other.checked = false;
  }
}

if (form) {
  const timers = new Map();
  form.addEventListener("input", (event) => {
    const box = event.target.closest("[data-field]");
    const question = event.target.closest("[data-question]");
    if (!box || !question) return;
    unsaved.add(question);
    clearTimeout(timers.get(box));
    onlyOne(question, event.target);
    if (event.target.value === "not_applicable" && event.target.checked) question.querySelector("details").open = true;
    const typed = event.target.matches("textarea, input:not([type=radio], [type=checkbox])");
    timers.set(box, setTimeout(() => queue(question, box.dataset.field), typed ? WAIT_MS : 0));
  });
  form.addEventListener("submit", () => {
    for (const timer of timers.values()) clearTimeout(timer);
    unsaved.clear();
  });
  window.addEventListener("beforeunload", (event) => {
    if (unsaved.size) event.preventDefault();
  });
}
