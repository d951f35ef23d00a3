/** The documents of {@code /agent/v1}, as the control plane and its regions exchange them. */
package dev.aerie.operator.agent.protocol;
