import fc from 'fast-check';
import { code, words } from '../../../lambda/domain/words';
import { codeHtml, escapeHtml, markedHtml, textHtml, wordsHtml } from '../../../lambda/drawing/html';

test('whatever it is, escaped it neither begins a tag, ends an attribute nor hides its direction', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      const escaped = escapeHtml(text);
      expect(escaped).not.toMatch(/[<>"']|&(?!(?:amp|lt|gt|quot|#39);)|[\p{C}\p{Zl}\p{Zp}]/u);
    }),
  );
});

test('a percent sign stays with its number', () => {
  expect(textHtml('80 % of 300 & more')).toBe('80&nbsp;% of 300 &amp; more');
});

test('a name is code with a direction of its own, and one that is empty says so', () => {
  expect(codeHtml('<b>')).toBe('<bdi><code>&lt;b&gt;</code></bdi>');
  expect(codeHtml('')).toBe('<bdi><code>(no name)</code></bdi>');
  expect(wordsHtml(words`Delete ${code('a"b')} of ${2} <things>`)).toBe(
    'Delete <bdi><code>a&quot;b</code></bdi> of 2 &lt;things&gt;',
  );
});

test('backticks mark code, and one alone marks nothing', () => {
  expect(markedHtml('Read `Count` < `a`b`')).toBe('Read <code>Count</code> &lt; <code>a</code>b`');
});
