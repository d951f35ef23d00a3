/** Whether a cluster sleeps: pure decisions by what was seen of its calls. */
package dev.aerie.operator.idle;
