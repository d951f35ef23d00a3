package dev.aerie.controlplane.outbound;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;

/** Tells the addresses of a host. */
@FunctionalInterface
public interface HostResolver {
  /**
   * All addresses, in the order to try them.
   *
   * @throws UnknownHostException when there is no such host
   */
  List<InetAddress> resolve(String host) throws UnknownHostException;

  /** The one of the operating system. */
  static HostResolver system() {
    return host -> List.of(InetAddress.getAllByName(host));
  }
}
