/** What a template says, in a form for people, and in which cdk-nag names what it finds. Pure. */

/** References as `<Name>`, joined texts as one. */
export function readable(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(readable);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value);
  const [key, inner] = entries.length === 1 ? (entries[0] ?? []) : [];
  if (key === 'Ref') return `<${String(inner)}>`;
  if (key === 'Fn::GetAtt' && Array.isArray(inner)) return `<${inner.join('.')}>`;
  if (key === 'Fn::Join' && Array.isArray(inner)) {
    const [separator, parts]: readonly unknown[] = inner;
    const texts = readable(parts);
    return Array.isArray(texts) ? texts.join(String(separator)) : texts;
  }
  return Object.fromEntries(entries.map(([name, item]) => [name, readable(item)]));
}
