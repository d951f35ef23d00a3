package dev.aerie.billing.price;

import java.math.BigDecimal;

/**
 * What of a cluster costs something.
 *
 * @param units compute units of each replica
 * @param replicas replicas
 * @param running whether there is compute at all
 * @param storageGb 10⁹ bytes of data, 0 when that is not known
 * @param backupGb 10⁹ bytes of backups
 */
public record Configuration(
    String clusterClass,
    int units,
    int replicas,
    boolean running,
    BigDecimal storageGb,
    BigDecimal backupGb) {

  /**
   * Checks the values.
   *
   * @throws IllegalArgumentException when one is negative
   */
  public Configuration {
    if (units < 0 || replicas < 0 || storageGb.signum() < 0 || backupGb.signum() < 0) {
      throw new IllegalArgumentException("a cluster cannot have less than nothing");
    }
  }

  /** The same in another size. */
  public Configuration sized(int otherUnits, int otherReplicas) {
    return new Configuration(clusterClass, otherUnits, otherReplicas, running, storageGb, backupGb);
  }
}
