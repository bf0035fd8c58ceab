#!/usr/bin/env node
'use strict';
// The sources are TypeScript and run as they are; Node 20 is supported until the SDK ends it in January 2027.
process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED = 'true';
require('tsx/cjs/api').register();
require('./main.ts').run({
  demo: () => require('./demo.ts'),
  report: () => require('./report.ts'),
  signals: () => require('./signals.ts'),
});
