package dev.aerie.controlplane.region;

import dev.aerie.controlplane.exchange.ShownOnce;

/**
 * A region and what enrols its agent.
 *
 * @param enrolment the token is shown this once
 */
public record EnrollableRegion(Region region, Enrolments.Enrolment enrolment)
    implements ShownOnce {}
