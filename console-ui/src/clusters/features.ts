import type { Region } from '../api/records';

type Feature = 'backups' | 'engine-milvus' | 'restart' | 'tiering';

/** Whether a region's agent carries something out that not every agent does. */
export function carriesOut(region: Region | undefined, feature: Feature): boolean {
  return region?.features.includes(feature) ?? false;
}
