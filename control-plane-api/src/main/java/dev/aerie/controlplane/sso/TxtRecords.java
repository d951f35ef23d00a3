package dev.aerie.controlplane.sso;

import java.util.List;

/** TXT records in DNS. */
public interface TxtRecords {
  /**
   * The texts at a name; none when there is no such name.
   *
   * @throws dev.aerie.controlplane.problem.Problem 503 when DNS does not answer
   */
  List<String> at(String name);
}
