/** The yardstick of `bundle/scan`: one client of the SDK, all of it, bundled like a handler. */
export * from '@aws-sdk/client-service-quotas';
