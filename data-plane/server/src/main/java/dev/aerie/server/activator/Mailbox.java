package dev.aerie.server.activator;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;

/** Between the activator and who can wake the cluster. Thread-safe. */
interface Mailbox {
  /** Tells that the cluster is called. */
  void ring();

  /** Pods that serve, once there are any; empty when there were none for so long. */
  List<InetSocketAddress> backends(Duration patience) throws InterruptedException;
}
