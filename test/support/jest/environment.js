'use strict';
const { TestEnvironment } = require('jest-environment-node');
const { ModuleMocker } = require('jest-mock');

/**
 * The process itself, as in Lambda, in place of a context of V8's for every test file: what is installed can be shared then (see
 * `runtime.js`), since all of it knows the same `Error` and the same `Map`. The environment variables are each file's own.
 */
module.exports = class SharedEnvironment extends TestEnvironment {
  constructor(...given) {
    super(...given);
    this.global = globalThis;
    this.moduleMocker = new ModuleMocker(globalThis);
  }

  async setup() {
    await super.setup();
    this.variables = { ...process.env };
  }

  async teardown() {
    for (const name of Object.keys(process.env)) delete process.env[name];
    Object.assign(process.env, this.variables);
    await super.teardown();
  }
};
