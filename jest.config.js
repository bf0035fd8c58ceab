const { availableParallelism } = require('node:os');

/** @type {import('jest').Config} */
module.exports = {
  // What is installed is loaded once for all files of a worker.
  testEnvironment: '<rootDir>/test/support/jest/environment.js',
  runtime: '<rootDir>/test/support/jest/runtime.js',
  testMatch: ['<rootDir>/test/**/*.test.ts'],
  transform: {
    '^.+\\.ts$': [
      '@swc/jest',
      { jsc: { parser: { syntax: 'typescript' }, target: 'es2023' }, module: { type: 'commonjs' } },
    ],
  },
  // No test measures time, and a machine may be busy: this ends only what would never end.
  testTimeout: 600_000,
  // Jest would leave one core alone, and most of the tests wait for loopback, or for somebody else's clock. It takes a percentage
  // over 100 for a number of workers.
  maxWorkers: availableParallelism() + 1,
  setupFiles: ['<rootDir>/test/support/environment.ts'],
  coverageProvider: 'v8',
  collectCoverageFrom: ['cli/**/*.ts', 'dashboards/**/*.ts', 'infra/**/*.ts', 'lambda/**/*.ts', 'sandbox/**/*.ts'],
};
