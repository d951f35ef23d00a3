package dev.aerie.bench.fleet;

/**
 * Calls that the API server has counted.
 *
 * @param calls of the operator, watches too
 * @param writes of anybody but for leases
 */
record CallCount(double calls, double writes) {

  static CallCount of(Samples samples) {
    return new CallCount(
        samples.sum(
            "apiserver_flowcontrol_dispatched_requests_total",
            "flow_schema=\"%s\"".formatted(BenchKubernetes.SCHEMA)),
        samples.writes());
  }

  CallCount since(CallCount before) {
    return new CallCount(calls - before.calls, writes - before.writes);
  }
}
