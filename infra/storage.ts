/** What Headroom remembers: a bucket for objects, a table for what must not be told twice. Both outlive the stack. */
import { Duration, RemovalPolicy } from 'aws-cdk-lib';
import * as dynamodb from 'aws-cdk-lib/aws-dynamodb';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';
import { table as names } from '../lambda/stores/table';
import { explain } from './explain';

/** Versions are for accidents, not for history: state is written at every scan. */
const OLD_VERSIONS_DAYS = 3;
/** What is open is planned anew every day. */
const PLAN_DAYS = 31;
/** An object of the history is written during its month and then kept for 25 whole ones. */
const HISTORY_DAYS = 26 * 31;

export interface StorageProps {
  /** Whether the data goes with the stack: only on the way to removing Headroom without a trace. */
  readonly deleteData: boolean;
}

export class Storage extends Construct {
  readonly bucket: s3.Bucket;
  readonly table: dynamodb.Table;

  constructor(scope: Construct, id: string, { deleteData }: StorageProps) {
    super(scope, id);
    const removalPolicy = deleteData ? RemovalPolicy.DESTROY : RemovalPolicy.RETAIN;
    // A first deployment that fails takes its empty bucket with it. The table, which is protected from deletion, would hold that up.
    const bucketRemoval = deleteData ? RemovalPolicy.DESTROY : RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE;
    this.bucket = new s3.Bucket(this, 'Bucket', {
      versioned: true,
      blockPublicAccess: s3.BlockPublicAccess.BLOCK_ALL,
      encryption: s3.BucketEncryption.S3_MANAGED,
      enforceSSL: true,
      minimumTLSVersion: 1.2,
      objectOwnership: s3.ObjectOwnership.BUCKET_OWNER_ENFORCED,
      lifecycleRules: [
        {
          id: 'old-versions',
          noncurrentVersionExpiration: Duration.days(OLD_VERSIONS_DAYS),
          abortIncompleteMultipartUploadAfter: Duration.days(OLD_VERSIONS_DAYS),
          expiredObjectDeleteMarker: true,
        },
        { id: 'plans', prefix: 'plans/', expiration: Duration.days(PLAN_DAYS) },
        { id: 'history', prefix: 'history/', expiration: Duration.days(HISTORY_DAYS) },
      ],
      removalPolicy: bucketRemoval,
      autoDeleteObjects: deleteData,
    });
    this.table = new dynamodb.Table(this, 'Table', {
      partitionKey: { name: names.key, type: dynamodb.AttributeType.STRING },
      billingMode: dynamodb.BillingMode.PAY_PER_REQUEST,
      pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true },
      deletionProtection: !deleteData,
      removalPolicy,
    });
    this.table.addGlobalSecondaryIndex({
      indexName: names.pending.index,
      partitionKey: { name: names.pending.channel, type: dynamodb.AttributeType.STRING },
      sortKey: { name: names.pending.since, type: dynamodb.AttributeType.STRING },
      projectionType: dynamodb.ProjectionType.KEYS_ONLY,
    });
    explain(this.bucket, {
      'AwsSolutions-S1':
        'Names and counts of quotas, read by nobody but the roles below; who wants to log every access has CloudTrail data events.',
    });
  }
}
