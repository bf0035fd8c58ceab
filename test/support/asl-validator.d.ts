/** The package has no types of its own. As far as the tests use it: https://github.com/ChristopheBougere/asl-validator */
declare module 'asl-validator' {
  export default function aslValidator(definition: unknown): {
    readonly isValid: boolean;
    readonly errors: readonly unknown[];
  };
}
