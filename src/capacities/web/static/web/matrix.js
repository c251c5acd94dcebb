// Moves marks on the matrix of power and interest by mouse, finger or arrow keys, and saves each move.
// Without it the buttons below the matrix do the same. The server answers in words; a refused mark goes back.

const STEPS = { ArrowUp: [1, 0], ArrowDown: [-1, 0], ArrowRight: [0, 1], ArrowLeft: [0, -1] };
const MIDDLE = 3; // where a mark of unknown power or interest starts, as on the server
const SLACK_PX = 6; // less than this is a press, not a drag
const EDGE_PX = 40; // so near to the edge of a narrow screen the matrix scrolls under the mark
const SCROLL_PX = 12;

const board = document.querySelector("[data-matrix]");
if (board) start(board);

function start(board) {
  const token = board.querySelector("[name=csrfmiddlewaretoken]").value;
  const said = board.querySelector("#matrix-said");
  const error = board.querySelector("#matrix-error");
  const undo = board.querySelector("#matrix-undo");
  const region = board.querySelector(".scroll");
  const chips = [...board.querySelectorAll(".chip")];
  const waiting = new Map(); // how many moves of a mark are not answered yet
  let queue = Promise.resolve();
  let drag = null;

  board.querySelectorAll("[data-scripted]").forEach((part) => (part.hidden = false));
  for (const chip of chips) {
    chip.tabIndex = 0;
    chip.setAttribute("role", "button");
    chip.setAttribute("aria-roledescription", board.dataset.mark);
    chip.setAttribute("aria-describedby", "matrix-hint");
    name(chip);
    chip.addEventListener("keydown", (event) => press(event, chip));
    chip.addEventListener("pointerdown", (event) => grasp(event, chip));
    chip.addEventListener("pointermove", carry);
    chip.addEventListener("pointerup", drop);
    chip.addEventListener("pointercancel", release);
  }
  undo.addEventListener("submit", (event) => {
    event.preventDefault();
    const chip = chips.find((one) => one.dataset.move === undo.getAttribute("action"));
    if (chip) save(chip, { step: "undo" });
  });

  function cellOf(power, interest) {
    const known = power && interest;
    const wanted = known ? `[data-power="${power}"][data-interest="${interest}"]` : '[data-power=""][data-interest=""]';
    return board.querySelector(`td${wanted}, .tray${wanted}`);
  }

  function name(chip) {
    const { power, interest } = chip.parentElement.dataset;
    chip.setAttribute("aria-label", power ? `${chip.dataset.name}, ${power} / ${interest}` : chip.dataset.name);
  }

  function put(chip, cell) {
    const hadFocus = document.activeElement === chip;
    if (chip.parentElement !== cell) cell.append(chip);
    name(chip);
    if (hadFocus) chip.focus({ preventScroll: true });
  }

  function moveTo(chip, cell) {
    if (!cell || cell === chip.parentElement) return;
    put(chip, cell);
    save(chip, { step: "place", power: cell.dataset.power, interest: cell.dataset.interest });
  }

  function save(chip, fields) {
    waiting.set(chip, (waiting.get(chip) || 0) + 1);
    queue = queue.then(() => send(chip, fields)).then(
      (answer) => settle(chip, answer),
      (problem) => giveBack(chip, problem),
    );
  }

  async function send(chip, fields) {
    const response = await fetch(chip.dataset.move, {
      method: "POST",
      body: new URLSearchParams(fields),
      headers: { Accept: "application/json", "X-CSRFToken": token },
    });
    const answer = await response.json().catch(() => ({}));
    if (!response.ok) throw { refusal: answer.error };
    return answer;
  }

  function settle(chip, answer) {
    answered(chip);
    chip.dataset.power = answer.power ?? "";
    chip.dataset.interest = answer.interest ?? "";
    if (!waiting.get(chip)) put(chip, cellOf(answer.power, answer.interest));
    error.hidden = true;
    said.textContent = answer.said;
    undo.querySelector("span")?.remove();
    undo.hidden = !answer.can_undo;
    undo.setAttribute("action", chip.dataset.move);
  }

  function giveBack(chip, problem) {
    answered(chip);
    put(chip, cellOf(chip.dataset.power, chip.dataset.interest));
    said.textContent = "";
    error.textContent = problem.refusal || board.dataset.failed;
    error.hidden = false;
  }

  function answered(chip) {
    waiting.set(chip, waiting.get(chip) - 1);
  }

  function press(event, chip) {
    const step = STEPS[event.key];
    if (!step || event.altKey || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    const [power, interest] = ["power", "interest"].map((side, n) => {
      const value = Number(chip.parentElement.dataset[side] || MIDDLE) + step[n];
      return Math.min(5, Math.max(1, value));
    });
    moveTo(chip, cellOf(power, interest));
  }

  function grasp(event, chip) {
    if (event.button || drag) return;
    drag = { chip, x: event.clientX, y: event.clientY, over: null, moved: false };
    chip.setPointerCapture(event.pointerId);
  }

  function carry(event) {
    if (!drag || drag.chip !== event.currentTarget) return;
    const [dx, dy] = [event.clientX - drag.x, event.clientY - drag.y];
    if (!drag.moved && Math.hypot(dx, dy) < SLACK_PX) return;
    drag.moved = true;
    scroll(event.clientX);
    drag.chip.classList.add("held");
    drag.chip.style.transform = `translate(${dx}px, ${dy}px)`;
    const under = document.elementFromPoint(event.clientX, event.clientY)?.closest("td[data-power], .tray");
    if (under === drag.over) return;
    drag.over?.classList.remove("over");
    drag.over = under && board.contains(under) ? under : null;
    drag.over?.classList.add("over");
  }

  function scroll(x) {
    const { left, right } = region.getBoundingClientRect();
    const before = region.scrollLeft;
    if (x > right - EDGE_PX) region.scrollLeft += SCROLL_PX;
    else if (x < left + EDGE_PX) region.scrollLeft -= SCROLL_PX;
    drag.x -= region.scrollLeft - before; // the mark stays under the finger
  }

  function drop() {
    if (!drag) return;
    const { chip, over, moved } = drag;
    release();
    if (moved) moveTo(chip, over);
  }

  function release() {
    if (!drag) return;
    drag.over?.classList.remove("over");
    drag.chip.classList.remove("held");
    drag.chip.style.transform = "";
    drag = null;
  }
}
