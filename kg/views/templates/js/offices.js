// The offices of a person at the time that is shown.

/** Terms that touch the period shown, or if none is chosen, the days of the person's own events. */
function officesThen(entity, events, { from, to }) {
  const days = events.flatMap((event) => [event.first, event.last]).filter(Boolean).sort();
  const [first, last] = [from || days[0] || "", to || days[days.length - 1] || ""];
  return entity.offices.filter(([, start, end]) => (!first || !end || end >= first.slice(0, end.length)) && (!last || !start || start <= last));
}

function officeList(entity, events, wanted) {
  if (!entity || !entity.offices.length) return null;
  const then = officesThen(entity, events, wanted);
  if (!then.length) return null;
  return make("ul", { class: "offices" }, then.map(([office, start, end]) =>
    make("li", {}, `${sentenceCase(office)} `, make("span", { class: "term" }, termWords(start, end)))));
}

function termWords(start, end) {
  if (!start && !end) return "";
  if (!end) return `since ${keyWords(start)}`;
  return start ? `${keyWords(start)} to ${keyWords(end)}` : `until ${keyWords(end)}`;
}
