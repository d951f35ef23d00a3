/** Backups that are made again and again, and how many are kept. */
package dev.aerie.operator.backup.schedule;
