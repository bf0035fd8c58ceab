'use strict';
const { createRequire, isBuiltin } = require('node:module');
const { compileFunction } = require('node:vm');
const { default: JestRuntime } = require('jest-runtime');

/**
 * Jest's runtime, but what is installed is loaded once for all test files of a process. By itself it loads the SDK, zod and the CDK
 * anew for each of two hundred files, and each runs cold again. Our own modules are loaded anew.
 */
module.exports = class SharedRuntime extends JestRuntime {
  constructor(...given) {
    super(...given);
    const { executor } = this;
    executor.compile = (source, filename) => compileFunction(source, executor.injectedModuleParameters, { filename });
  }

  requireModuleOrMock(from, name) {
    return isInstalled(name) ? createRequire(from)(name) : super.requireModuleOrMock(from, name);
  }
};

/** Not of Node.js, not of Jest, and not a path. */
function isInstalled(name) {
  return /^@?\w/.test(name) && !name.startsWith('@jest/') && !isBuiltin(name);
}
