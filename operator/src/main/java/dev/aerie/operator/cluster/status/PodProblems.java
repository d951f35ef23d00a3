package dev.aerie.operator.cluster.status;

/** What keeps a pod from serving, with what to do; each text begins with the pod's name. */
final class PodProblems {

  private PodProblems() {}

  static Problem image(String what) {
    return new Problem(
        "ImagePullFailed",
        "Pod %s. Correct spec.version or the class's image, or give the nodes access to the registry."
            .formatted(what));
  }

  static Problem containerConfig(String what) {
    return new Problem(
        "ContainerConfigInvalid",
        "Pod %s. Check that the Secrets the cluster names hold the entries it needs: accessKey and"
                .formatted(what)
            + " secretKey for storage, keys.json for keys, tls.crt and tls.key for a certificate,"
            + " keyset.json or token for encryption.");
  }

  static Problem crash(String what) {
    return new Problem(
        "CrashLoop",
        "Pod %s Its log says why: kubectl logs --previous. If a change of the spec brought it, take"
                .formatted(what)
            + " the change back.");
  }

  static Problem unschedulable(String what) {
    return new Problem(
        "Unschedulable",
        "Pod %s. Add nodes, or lower spec.compute.units or spec.compute.replicas.".formatted(what));
  }

  static Problem lostVolume(String pod, String what) {
    return new Problem(
        "VolumeLost",
        "Pod %s: %s. Its volume is a cache, so no data is lost: delete its PersistentVolumeClaim and the pod, and both are made anew."
            .formatted(pod, what));
  }

  static Problem lostNode(String pod, String node) {
    return new Problem(
        "NodeLost",
        "Pod %s is on node %s, which does not answer. Bring the node back, or if it is gone for good delete its Node (kubectl delete node %s): the pod then starts on another."
            .formatted(pod, node, node));
  }

  static Problem stuck(String pod) {
    return new Problem(
        "PodPending",
        "Pod %s has not started in 5 minutes: its Events say why (kubectl describe pod %s)."
            .formatted(pod, pod));
  }

  static Problem storage(String what) {
    return new Problem(
        "StorageUnreachable",
        "Pod %s. Check spec.storage.uri, the credentials in spec.storage.credentialsRef and the way"
                .formatted(what)
            + " to the object store; the pods go on by themselves once they reach it.");
  }
}
