/** Starting and stopping the operator, and telling whether it works. */
package dev.aerie.operator.lifecycle;
