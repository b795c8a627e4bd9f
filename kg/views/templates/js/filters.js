// Which events are shown.

/** Read the form: what kinds, statuses and days are wanted, with how much confidence. */
function readFilters(form) {
  const fields = new FormData(form);
  return {
    quads: new Set(fields.getAll("quad")),
    statuses: new Set(fields.getAll("status")),
    from: fields.get("from") || "",
    to: fields.get("to") || "",
    confidence: Number(fields.get("confidence") || 0),
  };
}

function passes(event, wanted) {
  return wanted.quads.has(event.quad) && wanted.statuses.has(event.status)
    && event.confidence >= wanted.confidence && inPeriod(event, wanted);
}

/** An event of unknown date is in no period, but shown while none is asked for. */
function inPeriod(event, { from, to }) {
  if (!from && !to) return true;
  return event.first !== "" && (!from || event.last >= from) && (!to || event.first <= to);
}

/** Say how many events are left, and why others are not. */
function countWords(shown, wanted) {
  const undated = DATA.events.filter((event) => event.first === "").length;
  const words = shown === DATA.events.length ? `all ${plural(shown, "event")} shown`
    : `${shown.toLocaleString("en")} of ${plural(DATA.events.length, "event")} shown`;
  return undated && (wanted.from || wanted.to) ? `${words}, undated ones left out` : words;
}

/** Let the date fields offer the days that the events span. */
function limitDates(form) {
  const days = DATA.events.flatMap((event) => [event.first, event.last]).filter(Boolean).sort();
  for (const name of ["from", "to"]) {
    if (!days.length) form.elements[name].disabled = true;
    else Object.assign(form.elements[name], { min: days[0], max: days[days.length - 1] });
  }
}
