package dev.aerie.cli.vectorcluster;

import java.util.Map;

/** What to do about a reason of the condition {@code Degraded}. */
final class Remedy {

  private static final Map<String, String> OF_REASON =
      Map.ofEntries(
          Map.entry(
              "UnknownClass", "make the VectorClusterClass, or name another in spec.classRef"),
          Map.entry("SecretMissing", "make the Secret that it names in the cluster's namespace"),
          Map.entry(
              "ContainerConfigInvalid",
              "give the Secret its entries: accessKey, secretKey, keys.json, tls.crt, tls.key, keyset.json"),
          Map.entry(
              "StorageUnreachable",
              "see endpoint, credentials, network policies and the object store; pods go on by themselves"),
          Map.entry(
              "ImagePullFailed",
              "correct spec.version or the class's image, or the nodes' access to the registry"),
          Map.entry(
              "CrashLoop", "read kubectl logs --previous; if a change brought it, take it back"),
          Map.entry("Unschedulable", "add nodes, or ask for fewer units or replicas"),
          Map.entry(
              "NodeLost", "bring the node back, or kubectl delete node: pods then start on others"),
          Map.entry(
              "VolumeLost",
              "it is a cache: delete the PersistentVolumeClaim and the pod, both are made anew"),
          Map.entry("PodPending", "kubectl describe pod: most often a volume"),
          Map.entry("PodsNotReady", "pods were lost; if they do not come back, see their Events"),
          Map.entry(
              "RollStopped",
              "the way back stands under Change; a canary that failed by a fault of its own: promote"),
          Map.entry("ScheduleInvalid", "correct the time zone or the date"),
          Map.entry("ApplyRefused", "see the quota or admission policy that the message names"),
          Map.entry("PurgeFailed", "read the logs of the purge Job; delete the Job to try again"),
          Map.entry(
              "BootstrapSourceMissing",
              "make the backup, cluster or Secret that spec.bootstrap names"),
          Map.entry(
              "RestoreFailed", "read the logs of the restore Job; delete the Job to try again"),
          Map.entry(
              "QuotaExceeded",
              "ask for fewer units or replicas, suspend another cluster, or raise the ResourceQuota"),
          Map.entry(
              "GatewayApiMissing", "install the Gateway API, or set another spec.access.exposure"),
          Map.entry(
              "RouteNotAccepted",
              "see the Gateway's listeners: their protocol, hostname and allowed namespaces"),
          Map.entry(
              "CertManagerMissing",
              "install cert-manager, or name a Secret in spec.access.tlsSecretRef"),
          Map.entry("CertificateNotReady", "kubectl describe certificate, and see its issuer"),
          Map.entry("MilvusOperatorMissing", "install the Milvus Operator"),
          Map.entry("MilvusImageMissing", "set spec.milvusImage of the class"),
          Map.entry("MilvusUnhealthy", "kubectl describe milvus, and read the logs of its pods"));

  private Remedy() {}

  static String of(String reason) {
    return OF_REASON.getOrDefault(reason, "see docs/operations/debug.md");
  }
}
