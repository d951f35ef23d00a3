package dev.aerie.controlplane.quota;

/** Who has set a limit. */
public enum LimitSource {
  /** The organisation's plan. */
  PLAN,
  /** Those who run the platform, for this organisation, in place of its plan's. */
  ORGANIZATION,
  /** An owner of the organisation, for this project. */
  PROJECT,
  /** Nobody: there is none. */
  NONE
}
