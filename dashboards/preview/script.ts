/** What the page does in the browser: sort a table by its headings, and show the rows of one Region, account or word. */
export const script = `'use strict';
(() => {
  const filters = document.querySelector('.filters');
  if (!filters) return;
  filters.hidden = false;
  const choices = [...filters.querySelectorAll('select')];
  const words = filters.querySelector('input');
  const tables = [...document.querySelectorAll('.log table')];

  // Words as they are read across the cells of a row, brackets and all.
  for (const table of tables)
    for (const row of table.tBodies[0].rows)
      row.dataset.text = [...row.cells].map((cell) => cell.textContent).join(' ').toLowerCase();

  function apply() {
    const wanted = words.value.toLowerCase().replace(/[()]/g, ' ').split(/\\s+/).filter((word) => word !== '');
    for (const table of tables) {
      let shown = 0;
      for (const row of table.tBodies[0].rows) {
        const fits =
          choices.every((choice) => choice.value === '' || row.dataset[choice.dataset.by] === choice.value) &&
          wanted.every((word) => row.dataset.text.includes(word));
        row.hidden = !fits;
        if (fits) shown += 1;
      }
      const all = table.tBodies[0].rows.length;
      const count = document.querySelector('[data-table="' + table.id + '"]');
      count.textContent = shown === 0 ? 'Nothing here fits.' : shown === all ? all + ' rows' : shown + ' of ' + all + ' rows';
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

  function sort(heading) {
    const table = heading.closest('table');
    const column = heading.cellIndex;
    const numeric = heading.classList.contains('number');
    const ascending = heading.getAttribute('aria-sort') ? heading.getAttribute('aria-sort') === 'descending' : !numeric;
    for (const other of heading.parentElement.cells) other.removeAttribute('aria-sort');
    heading.setAttribute('aria-sort', ascending ? 'ascending' : 'descending');
    const valueOf = (row) => row.cells[column].dataset.value;
    const compare = (a, b) => {
      if (a === undefined || b === undefined) return (a === undefined) - (b === undefined);
      const order = a.trim() !== '' && b.trim() !== '' && !isNaN(a) && !isNaN(b) ? a - b : a.localeCompare(b);
      return ascending ? order : -order;
    };
    const rows = [...table.tBodies[0].rows].sort((a, b) => compare(valueOf(a), valueOf(b)));
    table.tBodies[0].append(...rows);
  }
  for (const table of tables) {
    table.tHead.addEventListener('click', (event) => {
      const heading = event.target.closest('button') && event.target.closest('th');
      if (heading) sort(heading);
    });
  }
})();
`;
