package dev.aerie.operator.autoscale.simulation;

/**
 * What a day was like.
 *
 * @param violations minutes in which pods were busier than 90 % or memory fuller than 90 %
 * @param changes changes of the size
 * @param changesInGap changes while nothing was measured
 * @param unitHours units times replicas times hours
 * @param bestUnitHours the fewest with which each minute had been on target, known beforehand
 */
record Outcome(
    int violations, int changes, int changesInGap, double unitHours, double bestUnitHours) {

  /** How much more was used than the best. */
  double ratio() {
    return unitHours / bestUnitHours;
  }
}
