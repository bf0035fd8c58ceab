/** What a description of an account may say of what stands behind VPC links. */
import * as z from 'zod';

const loadBalancer = z.strictObject({
  name: z.string(),
  type: z.enum(['network', 'application', 'gateway']).default('network'),
  vpc: z.string().default('vpc-0a1'),
  securityGroups: z.array(z.string()).default([]),
});
const listener = z.strictObject({
  /** The name of a described load balancer. */
  loadBalancer: z.string(),
  port: z.int().min(1).max(65_535),
  /** Names of described target groups; more than one is a weighted forward. */
  targetGroups: z.array(z.string()).default([]),
});
const targetGroup = z.strictObject({
  name: z.string(),
  type: z.enum(['instance', 'ip', 'lambda', 'alb']).default('ip'),
  /** Of a group of type `alb`, names of described load balancers; of the others, AWS's ids. */
  targets: z.array(z.string()).default([]),
});
const subnet = z.strictObject({ id: z.string(), vpc: z.string(), zone: z.string() });

export const network = {
  loadBalancers: z.array(loadBalancer).default([]),
  listeners: z.array(listener).default([]),
  targetGroups: z.array(targetGroup).default([]),
  /** Without it, those that VPC links stand in are there, all in one VPC. */
  subnets: z.array(subnet).optional(),
};
export type LoadBalancerDescription = z.infer<typeof loadBalancer>;
export type ListenerDescription = z.infer<typeof listener>;
export type TargetGroupDescription = z.infer<typeof targetGroup>;
export type SubnetDescription = z.infer<typeof subnet>;
