/** Times people write as cron does: pure functions of an instant. */
package dev.aerie.operator.schedule;
