package dev.aerie.controlplane.region;

/**
 * A region and what enrols its agent.
 *
 * @param enrolment the token is shown this once
 */
public record EnrollableRegion(Region region, Enrolments.Enrolment enrolment) {}
