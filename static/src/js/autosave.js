// Saves <form data-autosave-url> while it is being written.
//
// The server answers {"version": n, "saved_at": "14.32"}, and where it stores into the thing itself also "fields" (what
// the page knows from now on), "left" (what could not be saved), whether that left "nothing" to save, and whether
// changes of others were "joined". Every request carries a version one higher than the last, so an answer that arrives
// late can never overwrite a newer one. Words for each outcome stand in the form's [data-save-state] element as data
// attributes, so they are translated with the page.
import { loginState, sessionTouched, whenTouched } from "./session.js";

const PAUSE = 5000;
const RETRY = [5000, 15000, 30000, 60000];
const LAST_WAIT = 3000;
// What a browser still sends after the page is left (64 KiB together, Fetch standard), with room for a second one.
const OUTLIVES = 30000;
const STATES = { away: "offline", ended: "loggedOut", other: "otherLogin" };
const FINE = ["saved", "joined", "pending"];

export function startAutosave() {
  for (const form of document.querySelectorAll("form[data-autosave-url]")) new Autosave(form);
}

class Autosave {
  constructor(form) {
    this.form = form;
    this.line = form.querySelector("[data-save-state]");
    this.version = Number(form.dataset.autosaveVersion || 0);
    this.failures = 0;
    this.dirty = false;
    this.stopped = false;
    form.addEventListener("input", () => this.changed());
    form.addEventListener("change", () => this.changed());
    form.addEventListener("focusout", () => this.dirty && this.save());
    form.addEventListener("submit", (event) => this.submitted(event));
    document.addEventListener("portal:flush", () => this.dirty && this.save());
    window.addEventListener("pagehide", () => this.dirty && this.save(true));
    window.addEventListener("online", () => this.dirty && this.save());
    window.addEventListener("pageshow", () => (this.stopped = this.conflict === true));
    form.addEventListener("portal:unsent", () => this.resume());
    whenTouched(() => this.failures && this.dirty && this.save());
    // What was refused stands in the fields and nowhere else yet.
    if (document.querySelector("[data-error-summary]")) this.unsaved();
  }

  unsaved() {
    this.say("pending");
    this.later(0);
  }

  // What was saved stands on the line only while it is all there is.
  changed() {
    if (!this.dirty && !this.stopped) this.say("pending");
    this.later(PAUSE);
  }

  later(pause) {
    this.dirty = true;
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.save(), pause);
  }

  // The form itself did not get through: what it says is saved as soon as it can be.
  resume() {
    this.stopped = this.conflict === true;
    if (!this.stopped) this.later(RETRY[0]);
  }

  stop() {
    this.stopped = true;
    clearTimeout(this.timer);
  }

  // A save that arrives after the form itself would bring back as a draft what has just been sent.
  submitted(event) {
    if (event.defaultPrevented) return;
    this.stop();
    if (!this.sending) return;
    event.preventDefault();
    event.stopPropagation();
    const { submitter } = event;
    Promise.race([this.sending, new Promise((go) => setTimeout(go, LAST_WAIT))]).then(() => {
      this.sending = null;
      this.form.requestSubmit(submitter);
    });
  }

  body() {
    const data = new FormData(this.form);
    for (const [name, value] of [...data]) if (value instanceof File) data.delete(name);
    data.set("autosave_version", String(++this.version));
    return new URLSearchParams(data);
  }

  async save(leaving = false) {
    if (this.stopped || (this.sending && !leaving)) return;
    clearTimeout(this.timer);
    this.dirty = false;
    this.sending = this.send(leaving);
    await this.sending;
    this.sending = null;
    if (this.dirty && !this.failures) this.later(PAUSE);
  }

  async send(leaving) {
    try {
      // After a failure the log-in may be another, or the same with a new token for the form.
      const state = this.failures && !leaving ? await loginState() : "same";
      if (state !== "same") return this.failed(STATES[state]);
      const body = this.body();
      const response = await fetch(this.form.dataset.autosaveUrl, {
        method: "POST",
        body,
        headers: { "X-CSRFToken": body.get("csrfmiddlewaretoken") ?? "", Accept: "application/json" },
        credentials: "same-origin",
        redirect: "manual",
        // Leaving a field by a link begins a save that the next page would cut off.
        keepalive: leaving || body.toString().length < OUTLIVES,
      });
      await this.answered(response);
    } catch {
      this.failed("offline");
    }
  }

  async answered(response) {
    if (response.ok) {
      const answer = await response.json();
      this.version = Math.max(this.version, Number(answer.version) || 0);
      this.failures = 0;
      for (const [name, value] of Object.entries(answer.fields ?? {})) this.form.elements[name].value = value;
      this.saved(answer);
      sessionTouched();
    } else if (response.status === 409) {
      this.conflict = true;
      this.stop();
      const { message = "", closed } = await response.json().catch(() => ({}));
      this.say(closed ? "closed" : "conflict");
      this.add(message);
    } else if (response.status === 404) {
      this.stop();
      this.say("gone");
    } else if (response.type === "opaqueredirect" || [401, 403].includes(response.status)) {
      // A log-in in another window may have changed the form's token just now: the next try carries the new one.
      const renewed = response.status === 403 && !this.failures;
      this.failed(STATES[await loginState()] ?? (renewed ? "pending" : "loggedOut"));
    } else {
      this.failed("refused");
      await this.explain(response);
    }
  }

  saved({ saved_at: time = clock(), left = [], joined = false, nothing = false }) {
    const whole = this.dirty ? "pending" : "saved"; // "pending": more was typed while this was under way
    this.say(nothing ? "nothing" : left.length ? "left" : joined ? "joined" : whole, time, left.join(" "));
  }

  // The server's own reason says more than ours.
  async explain(response) {
    const { message } = await response.json().catch(() => ({}));
    this.add(message);
  }

  add(message) {
    if (message && this.line) this.line.querySelector("[data-save-text]").textContent += ` ${message}`;
  }

  failed(reason) {
    this.say(reason);
    this.later(RETRY[Math.min(this.failures++, RETRY.length - 1)]);
  }

  say(outcome, time = "", left = "") {
    if (!this.line) return;
    this.line.classList.toggle("is-failed", !FINE.includes(outcome));
    const words = this.line.dataset[outcome] ?? "";
    this.line.querySelector("[data-save-text]").textContent = words.replace("{time}", time).replace("{left}", left);
  }
}

function clock() {
  const now = new Date();
  return [now.getHours(), now.getMinutes()].map((part) => String(part).padStart(2, "0")).join(".");
}
