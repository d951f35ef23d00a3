package dev.aerie.bench.fleet;

import java.time.Duration;

/**
 * What was measured at one size of the fleet.
 *
 * @param clusters how many there are
 * @param growth while the newest became ready
 * @param idle while nothing changed
 * @param restart of the operator
 */
record Measured(int clusters, Growth growth, Idle idle, Restart restart) {

  /**
   * New clusters become ready.
   *
   * @param added how many
   * @param took from the operator's start until the last was ready
   * @param calls of the operator meanwhile
   * @param memory resident afterwards, MB
   */
  record Growth(int added, Duration took, double calls, long memory) {}

  /**
   * Nothing changes.
   *
   * @param calls of the operator a second
   * @param writes by anybody, leases left out
   * @param passes over clusters a second
   * @param cores used
   * @param reports to the control plane a second
   * @param memory resident, MB
   */
  record Idle(
      double calls, double writes, double passes, double cores, double reports, long memory) {}

  /**
   * The operator starts anew and nothing has changed.
   *
   * @param ready until it says so
   * @param seen until it has looked at every cluster
   * @param calls of the operator meanwhile
   * @param writes by anybody, leases left out
   * @param cpu seconds of a core
   */
  record Restart(Duration ready, Duration seen, double calls, double writes, double cpu) {}
}
