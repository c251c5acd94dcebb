// Things of a list are moved by dragging their handle. Their buttons do the same with the keyboard, and without this
// script. A list has data-sortable (a word: things move between lists of the same word) and data-handle (the handle's
// name); its things have data-id or data-move. A new order is saved in one of two ways:
// - a list with data-order (an address) sends all its ids there without a reload, for its buttons too. The answer holds
//   the list anew; its `.said` tells what happened and offers to undo it.
// - a thing with data-move (an address) sends where it stands now: its place from 0 (`to`), by how many places it moved
//   (`step`), and the list's data-section. The page comes anew, with its message.

const THING = "[data-id], [data-move]";
const lists = () => [...document.querySelectorAll("[data-sortable]")];
const things = (list) => [...list.querySelectorAll(THING)];
const ids = (list) => things(list).map((thing) => thing.dataset.id);
const listOf = (thing) => thing.closest("[data-sortable]");
const token = () => document.querySelector("[name=csrfmiddlewaretoken]").value;

function drag(event) {
  if (event.button) return;
  event.preventDefault();
  const thing = event.currentTarget.closest(THING);
  const before = listOf(thing);
  const from = things(before).indexOf(thing);
  thing.classList.add("moving");
  const move = (at) => place(thing, at);
  const end = () => {
    document.removeEventListener("pointermove", move);
    document.removeEventListener("pointerup", end);
    document.removeEventListener("pointercancel", end);
    thing.classList.remove("moving");
    const list = listOf(thing);
    const to = things(list).indexOf(thing);
    if (list === before && to === from) return;
    if (list.dataset.order) save(list, ids(list), thing.dataset.id, "");
    else send(thing.dataset.move, { to, step: to - from, section: list.dataset.section ?? "" });
  };
  document.addEventListener("pointermove", move); // the document, since the thing itself moves about in the page
  document.addEventListener("pointerup", end);
  document.addEventListener("pointercancel", end);
}

function place(thing, at) {
  const list = lists().find((one) => one.dataset.sortable === listOf(thing).dataset.sortable && holds(one, at, "y"));
  if (!list) return;
  const axes = areBeside(list) ? "yx" : "y";
  const over = things(list).find((one) => one !== thing && [...axes].every((axis) => holds(one, at, axis)));
  if (over) over[isBefore(over, at, axes.at(-1)) ? "before" : "after"](thing);
  else if (list !== listOf(thing)) list.append(thing);
}

const span = (one, axis) => {
  const box = one.getBoundingClientRect();
  return axis === "x" ? [box.left, box.right, "clientX"] : [box.top, box.bottom, "clientY"];
};

function holds(one, at, axis) {
  const [from, until, name] = span(one, axis);
  return at[name] > from && at[name] < until;
}

function isBefore(one, at, axis) {
  const [from, until, name] = span(one, axis);
  return at[name] < (from + until) / 2;
}

// Whether things stand in columns, as cards do, and not below each other.
function areBeside(list) {
  const [one, other] = things(list);
  return other !== undefined && Math.abs(span(one, "y")[0] - span(other, "y")[0]) < 2;
}

function send(address, values) {
  const form = document.createElement("form");
  form.method = "post";
  form.action = address;
  for (const [name, value] of Object.entries({ ...values, csrfmiddlewaretoken: token() })) {
    const input = document.createElement("input");
    input.type = "hidden";
    input.name = name;
    input.value = value;
    form.append(input);
  }
  document.body.append(form);
  form.submit();
}

async function save(list, order, moved, step) {
  const body = new URLSearchParams({ order: order.join(","), csrfmiddlewaretoken: token() });
  let answer;
  try {
    answer = await fetch(list.dataset.order, { method: "POST", body, headers: { "X-Part": "agenda" } });
  } catch {
    answer = { ok: false };
  }
  if (!answer.ok) {
    location.reload(); // shows the order that stands, and why nobody may change it
    return;
  }
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const anew = page.querySelector("section");
  list.replaceWith(anew);
  if (anew.dataset.order) prepare(anew);
  tell();
  focus(moved, step);
}

// Readers of screens hear what changes inside a region, not what a new region holds.
function tell() {
  const said = document.querySelector(".said");
  const words = [...said.childNodes];
  said.replaceChildren();
  setTimeout(() => said.replaceChildren(...words), 50);
}

function focus(id, step) {
  const thing = document.querySelector(`[data-id="${id}"]`);
  const button = thing?.querySelector(`[data-step="${step}"] button`) ?? thing?.querySelector("[data-step] button");
  button?.focus({ preventScroll: !step });
}

function onSubmit(event) {
  const form = event.target;
  const list = listOf(form);
  const thing = form.closest("[data-id]");
  if (form.dataset.step && thing) {
    event.preventDefault();
    const order = ids(list);
    const at = order.indexOf(thing.dataset.id);
    order.splice(at + Number(form.dataset.step), 0, ...order.splice(at, 1));
    save(list, order, thing.dataset.id, form.dataset.step);
  } else if (form.closest(".said") && form.elements.order) {
    event.preventDefault();
    save(list, form.elements.order.value.split(","), "", "");
  }
}

function prepare(list) {
  for (const thing of things(list)) {
    const grip = document.createElement("span");
    grip.className = "grip noprint";
    grip.title = list.dataset.handle;
    grip.setAttribute("aria-hidden", "true"); // the buttons of the thing do the same with the keyboard
    grip.textContent = "⠿";
    grip.addEventListener("pointerdown", drag);
    thing.prepend(grip);
  }
  if (list.dataset.order) list.addEventListener("submit", onSubmit);
}

lists().forEach(prepare);
