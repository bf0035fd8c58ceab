/**
 * What a page does in the browser: sort its tables by their headings, and show the rows that have a word, or what was chosen.
 * A cell is sorted by `data-value`, else by what is read there; one of the class `none` stands behind all others. Of thousands of
 * rows a screen shows the first ones until somebody wants all: it would be seconds before it had laid them out. Paper has all.
 */
export const script = `'use strict';
(() => {
  const filters = document.querySelector('.filters');
  if (!filters) return;
  filters.hidden = false;
  const choices = [...filters.querySelectorAll('select')];
  const words = filters.querySelector('input');
  const tables = [...document.querySelectorAll('table.sortable')];
  const MOST = 500;
  const whole = new Set();
  const inWords = new Intl.Collator();
  const number = new Intl.NumberFormat('en');

  // Words as they are read across the cells of a row, brackets and all.
  const textOf = new Map();
  for (const table of tables)
    for (const row of table.tBodies[0].rows)
      textOf.set(row, [...row.cells].map((cell) => cell.textContent).join(' ').toLowerCase());

  function show(table, wanted) {
    const most = whole.has(table) ? Infinity : MOST;
    let found = 0;
    for (const row of table.tBodies[0].rows) {
      const fits =
        choices.every((choice) => choice.value === '' || row.dataset[choice.dataset.by] === choice.value) &&
        wanted.every((word) => textOf.get(row).includes(word));
      if (fits) found += 1;
      row.hidden = !fits;
      row.classList.toggle('beyond', fits && found > most);
    }
    const all = number.format(table.tBodies[0].rows.length);
    const count = document.querySelector('[data-table="' + table.id + '"]');
    count.textContent =
      found === 0 ? 'Nothing here fits.' : number.format(found) === all ? all + ' rows' : number.format(found) + ' of ' + all + ' rows';
    if (found <= most) return;
    count.append(', the first ' + MOST + ' are shown. ');
    const more = document.createElement('button');
    more.type = 'button';
    more.textContent = 'Show the others';
    more.addEventListener('click', () => {
      whole.add(table);
      apply();
      table.parentElement.focus();
    });
    count.append(more);
  }
  function apply() {
    const wanted = words.value.toLowerCase().replace(/[()]/g, ' ').split(/\\s+/).filter((word) => word !== '');
    for (const table of tables) {
      show(table, wanted);
      // Whoever had scrolled aside would not see the first columns of what is left.
      table.parentElement.scrollTo(0, 0);
    }
  }
  filters.addEventListener('input', apply);
  filters.addEventListener('submit', (event) => event.preventDefault());
  filters.querySelector('button').addEventListener('click', () => {
    filters.reset();
    apply();
  });
  if (tables.some((table) => table.tBodies[0].rows.length > MOST)) apply();

  function sort(heading) {
    const table = heading.closest('table');
    const column = heading.cellIndex;
    const numeric = heading.classList.contains('number');
    const ascending = heading.getAttribute('aria-sort') ? heading.getAttribute('aria-sort') === 'descending' : !numeric;
    for (const other of heading.parentElement.cells) other.removeAttribute('aria-sort');
    heading.setAttribute('aria-sort', ascending ? 'ascending' : 'descending');
    const valueOf = (row) => {
      const cell = row.cells[column];
      if (cell.classList.contains('none')) return undefined;
      if (cell.dataset.value !== undefined) return cell.dataset.value;
      return numeric ? cell.textContent.replace(/[^\\d.−]/g, '').replace('−', '-') : cell.textContent;
    };
    const compare = (a, b) => {
      if (a === undefined || b === undefined) return (a === undefined) - (b === undefined);
      const order = a.trim() !== '' && b.trim() !== '' && !isNaN(a) && !isNaN(b) ? a - b : inWords.compare(a, b);
      return ascending ? order : -order;
    };
    const rows = [...table.tBodies[0].rows].map((row) => ({ row, value: valueOf(row) }));
    rows.sort((a, b) => compare(a.value, b.value));
    // Those that come first are shown once they are in their place.
    if (rows.length > MOST && !whole.has(table)) for (const { row } of rows) row.classList.add('beyond');
    table.tBodies[0].append(...rows.map(({ row }) => row));
    if (rows.length > MOST) apply();
  }
  for (const table of tables) {
    table.tHead.addEventListener('click', (event) => {
      const heading = event.target.closest('button') && event.target.closest('th');
      if (heading) sort(heading);
    });
  }
})();
`;
