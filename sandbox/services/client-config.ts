/** For clients that are built only to read their schemas and codecs from; they send nothing. */
export const offlineConfig = {
  region: 'us-east-1',
  credentials: { accessKeyId: 'unused', secretAccessKey: 'unused' },
} as const;
