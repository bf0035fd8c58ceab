import { ink, legendSign, quietAxis, strokeOf } from '../../../lambda/drawing/ink';
import { draw } from '../../../lambda/drawing/svg';

const chart = (description = 'what it shows'): string =>
  draw(
    {
      xAxis: { ...quietAxis, type: 'category', data: ['Sep', '<b>Oct</b>'] },
      yAxis: { ...quietAxis, type: 'value' },
      series: [{ type: 'line', clip: false, ...strokeOf(1), areaStyle: { color: ink.accent }, data: [1, 2] }],
    },
    { width: 300, height: 200 },
    description,
  );

test('a chart has no styles, scripts or colours of its own, and the page says how light or dark it is', () => {
  const svg = chart();

  expect(svg).toMatch(/^<svg class="chart" viewBox="0 0 300 200" width="300" role="img" aria-label="what it shows">/);
  expect(svg).not.toMatch(/style=|<style|<script|#0[ab]0[ab]/);
  for (const name of ['series-2', 'accent', 'line', 'muted']) expect(svg).toContain(`var(--${name})`);
});

test('what others wrote stays text in it', () => {
  const svg = chart('"><script>alert(1)</script>');

  expect(svg).not.toContain('<script>');
  expect(svg).not.toContain('<b>');
  expect(svg).toContain('&lt;b&gt;Oct&lt;/b&gt;');
});

test('drawn again it is the same, without ids that two charts of a page could have in common', () => {
  expect(chart()).toBe(chart());
  expect(chart()).not.toMatch(/ id="/);
});

test('as many lines as a graph may have look different, in the legend too', () => {
  const signs = Array.from({ length: 24 }, (_, index) => legendSign(index));

  expect(new Set(signs).size).toBe(24);
  expect(new Set(Array.from({ length: 24 }, (_, index) => JSON.stringify(strokeOf(index)))).size).toBe(24);
});
