/** Collections of backups that come back into the cluster they are of. */
package dev.aerie.operator.backup.restore;
