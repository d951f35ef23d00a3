package dev.aerie.operator.autoscale;

import dev.aerie.crds.Compute;

/**
 * What size a cluster should have, and why.
 *
 * @param size the size, the one it has when nothing is to change
 * @param reason stable, for programs
 * @param explanation for people, with what it was decided by
 */
public record Decision(Compute size, Reason reason, String explanation) {

  /** Why a size was chosen. */
  public enum Reason {
    /** It was outside the limits. */
    LIMITS("OutsideLimits"),
    /** A schedule asks for more. */
    SCHEDULE("Schedule"),
    /** Memory or disk runs short. */
    CAPACITY_SHORT("CapacityShort"),
    /** The pods are too busy or too slow. */
    LOAD_HIGH("LoadHigh"),
    /** Memory and disk are largely unused. */
    CAPACITY_UNUSED("CapacityUnused"),
    /** The pods have little to do. */
    LOAD_LOW("LoadLow"),
    /** No change: a figure is missing. */
    DATA_MISSING("DataMissing"),
    /** No change: the last one is still being carried out. */
    CHANGE_UNDER_WAY("ChangeUnderWay"),
    /** No change: more is needed than the limits allow. */
    AT_MAXIMUM("AtMaximum"),
    /** No change: it is too soon after the last one to make the cluster smaller. */
    COOLING_DOWN("CoolingDown"),
    /** No change: all is near its target. */
    ON_TARGET("OnTarget");

    private final String text;

    Reason(String text) {
      this.text = text;
    }

    /** The reason as Kubernetes writes it. */
    public String text() {
      return text;
    }
  }
}
