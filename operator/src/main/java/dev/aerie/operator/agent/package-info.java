/**
 * The region's agent: carries what the control plane wants to Kubernetes, and back what is. It only
 * calls out; nothing needs to reach it.
 */
package dev.aerie.operator.agent;
