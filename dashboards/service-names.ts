import type { Service } from '../lambda/domain/quota';

export const serviceNames = { apigateway: 'API Gateway', lambda: 'Lambda' } as const satisfies Record<Service, string>;
