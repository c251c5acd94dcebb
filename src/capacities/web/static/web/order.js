// Points of a list are moved by dragging their handle, or by their buttons; each new order is saved without a reload.
// A list is an element with data-order (where the order goes) and data-handle (the handle's name) around elements with
// data-id. The server answers with the list anew, its `.said` tells what happened and offers to undo it.
// Without this script the buttons do the same with a reload.

const list = () => document.querySelector("[data-order]");
const items = () => [...list().querySelectorAll("[data-id]")];
const ids = () => items().map((item) => item.dataset.id);

async function save(order, moved, step) {
  const old = list();
  const body = new URLSearchParams({ order: order.join(",") });
  body.set("csrfmiddlewaretoken", old.querySelector("[name=csrfmiddlewaretoken]").value);
  let answer;
  try {
    answer = await fetch(old.dataset.order, { method: "POST", body, headers: { "X-Part": "agenda" } });
  } catch {
    answer = { ok: false };
  }
  if (!answer.ok) {
    location.reload(); // shows the order that stands, and why nobody may change it
    return;
  }
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  old.replaceWith(page.querySelector("section"));
  if (list()) prepare();
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
  const item = document.querySelector(`[data-id="${id}"]`);
  const button = item?.querySelector(`[data-step="${step}"] button`) ?? item?.querySelector("[data-step] button");
  button?.focus({ preventScroll: !step });
}

function onSubmit(event) {
  const form = event.target;
  const item = form.closest("[data-id]");
  if (form.dataset.step && item) {
    event.preventDefault();
    const order = ids();
    const at = order.indexOf(item.dataset.id);
    const to = at + Number(form.dataset.step);
    order.splice(to, 0, ...order.splice(at, 1));
    save(order, item.dataset.id, form.dataset.step);
  } else if (form.closest(".said") && form.elements.order) {
    event.preventDefault();
    save(form.elements.order.value.split(","), "", "");
  }
}

function drag(event) {
  if (event.button) return;
  event.preventDefault();
  const item = event.currentTarget.closest("[data-id]");
  const before = ids().join();
  item.classList.add("moving");
  const move = (at) => {
    const over = items().find((one) => {
      const box = one.getBoundingClientRect();
      return one !== item && at.clientY > box.top && at.clientY < box.bottom;
    });
    if (!over) return;
    const box = over.getBoundingClientRect();
    over[at.clientY < box.top + box.height / 2 ? "before" : "after"](item);
  };
  const end = () => {
    document.removeEventListener("pointermove", move);
    document.removeEventListener("pointerup", end);
    document.removeEventListener("pointercancel", end);
    item.classList.remove("moving");
    if (ids().join() === before) return;
    save(ids(), item.dataset.id, "");
  };
  document.addEventListener("pointermove", move); // the document, since the point itself moves about in the page
  document.addEventListener("pointerup", end);
  document.addEventListener("pointercancel", end);
}

function prepare() {
  for (const item of items()) {
    const grip = document.createElement("span");
    grip.className = "grip noprint";
    grip.title = list().dataset.handle;
    grip.setAttribute("aria-hidden", "true"); // the buttons of the point do the same with the keyboard
    grip.textContent = "⠿";
    grip.addEventListener("pointerdown", drag);
    item.prepend(grip);
  }
  list().addEventListener("submit", onSubmit);
}

if (list()) prepare();
