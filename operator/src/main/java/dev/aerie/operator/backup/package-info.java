/** Backups of clusters: made, tried and removed by Jobs of the data plane. */
package dev.aerie.operator.backup;
