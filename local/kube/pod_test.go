package main

import (
	"context"
	"fmt"
	"strings"
	"testing"

	v1 "k8s.io/api/core/v1"
	"k8s.io/apimachinery/pkg/api/resource"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/util/intstr"
)

func TestContainerSeesItsEnvironmentAndMounts(t *testing.T) {
	n := newNamespace(t)
	n.createSecret("secret", map[string]string{"password": "hidden"})
	n.createConfigMap("config", map[string]string{"COLOUR": "green"})
	c := shell(`echo "$LITERAL,$EXPANDED,$NODE,$LIMIT,$PASSWORD,$COLOUR"; echo "file $(cat $FILE) $(cat "$1")"`)
	c.Args = append(c.Args, "script", "/etc/secret/password")
	c.Resources.Limits = v1.ResourceList{v1.ResourceMemory: resource.MustParse("64Mi")}
	c.Env = []v1.EnvVar{
		{Name: "LITERAL", Value: "one"},
		{Name: "EXPANDED", Value: "$(LITERAL)-two"},
		{Name: "FILE", Value: "/etc/secret/password"},
		{Name: "NODE", ValueFrom: &v1.EnvVarSource{FieldRef: &v1.ObjectFieldSelector{FieldPath: "spec.nodeName"}}},
		{Name: "LIMIT", ValueFrom: &v1.EnvVarSource{ResourceFieldRef: &v1.ResourceFieldSelector{Resource: "limits.memory"}}},
		{Name: "PASSWORD", ValueFrom: &v1.EnvVarSource{SecretKeyRef: secretKey("secret", "password")}},
	}
	c.EnvFrom = []v1.EnvFromSource{{ConfigMapRef: &v1.ConfigMapEnvSource{
		LocalObjectReference: v1.LocalObjectReference{Name: "config"},
	}}}
	c.VolumeMounts = []v1.VolumeMount{{Name: "secret", MountPath: "/etc/secret"}}
	spec := podSpec(c)
	spec.RestartPolicy = v1.RestartPolicyNever
	spec.Volumes = []v1.Volume{secretVolume("secret")}
	n.createPod("pod", spec)

	n.awaitPod("pod", "succeeds", succeeded)
	want := "one,one-two,aerie-local,67108864,hidden,green\nfile hidden hidden\n"
	if got := n.log("pod", v1.PodLogOptions{}); got != want {
		t.Errorf("printed %q, want %q", got, want)
	}
}

func TestImageTemplatesTellLimitsAndPod(t *testing.T) {
	n := newNamespace(t)
	spec := podSpec(v1.Container{Name: "main", Image: "test/templates", Resources: v1.ResourceRequirements{
		Limits: v1.ResourceList{v1.ResourceCPU: resource.MustParse("1200m"), v1.ResourceMemory: resource.MustParse("1Mi")},
	}})
	spec.RestartPolicy = v1.RestartPolicyNever
	n.createPod("pod", spec)

	pod := n.awaitPod("pod", "succeeds", succeeded)
	want := fmt.Sprintf("2 1048576 pod %s %s\n", n.name, pod.Status.PodIP)
	if got := n.log("pod", v1.PodLogOptions{}); got != want {
		t.Errorf("printed %q, want %q", got, want)
	}
}

func TestSecretVolumeFollowsItsSecret(t *testing.T) {
	n := newNamespace(t)
	n.createSecret("secret", map[string]string{"key": "before"})
	c := shell(`while :; do [ "$(cat $FILE)" = "$last" ] || { last=$(cat $FILE); echo "now $last"; }; sleep 0.1; done`)
	c.Env = []v1.EnvVar{{Name: "FILE", Value: "/etc/secret/key"}}
	c.VolumeMounts = []v1.VolumeMount{{Name: "secret", MountPath: "/etc/secret"}}
	spec := podSpec(c)
	spec.Volumes = []v1.Volume{secretVolume("secret")}
	n.createPod("pod", spec)
	n.awaitLog("pod", "now before")

	secret, err := n.client.CoreV1().Secrets(n.name).Get(t.Context(), "secret", metav1.GetOptions{})
	if err != nil {
		t.Fatal(err)
	}
	secret.Data["key"] = []byte("after")
	if _, err := n.client.CoreV1().Secrets(n.name).Update(t.Context(), secret, metav1.UpdateOptions{}); err != nil {
		t.Fatal(err)
	}
	n.awaitLog("pod", "now after")
}

func TestContainerWaitsForItsSecret(t *testing.T) {
	n := newNamespace(t)
	c := shell("echo $PASSWORD; exec sleep 600")
	c.Env = []v1.EnvVar{{Name: "PASSWORD", ValueFrom: &v1.EnvVarSource{SecretKeyRef: secretKey("late", "password")}}}
	n.createPod("pod", podSpec(c))

	pod := n.awaitPod("pod", "misses its secret", waiting("CreateContainerConfigError"))
	if message := pod.Status.ContainerStatuses[0].State.Waiting.Message; message != `secret "late" not found` {
		t.Errorf("message is %q", message)
	}
	n.createSecret("late", map[string]string{"password": "found"})
	n.awaitPod("pod", "is ready", ready)
	n.awaitLog("pod", "found")
}

func TestContainerWaitsForItsImage(t *testing.T) {
	n := newNamespace(t)
	c := shell("exec sleep 600")
	c.Image = "test/late:1"
	n.createPod("pod", podSpec(c))
	n.awaitPod("pod", "misses its image", waiting("ImagePullBackOff"))
	n.awaitEvent("pod", "Failed")

	t.Cleanup(func() {
		if err := n.cluster.writeImages(nil); err != nil {
			t.Error(err)
		}
	})
	late := map[string]any{"test/late": map[string]any{"command": []string{"/bin/sh", "-c"}}}
	if err := n.cluster.writeImages(late); err != nil {
		t.Fatal(err)
	}
	n.awaitPod("pod", "is ready", ready)
}

func TestInitContainersRunBeforeOthers(t *testing.T) {
	n := newNamespace(t)
	mount := []v1.VolumeMount{{Name: "work", MountPath: "/work"}}
	env := []v1.EnvVar{{Name: "WORK", Value: "/work"}}
	first := v1.Container{Name: "init", Image: "test/sh", Args: []string{"echo made > $WORK/file"}, Env: env, VolumeMounts: mount}
	c := shell("cat $WORK/file")
	c.Env, c.VolumeMounts = env, mount
	spec := podSpec(c)
	spec.RestartPolicy = v1.RestartPolicyNever
	spec.InitContainers = []v1.Container{first}
	spec.Volumes = []v1.Volume{{Name: "work", VolumeSource: v1.VolumeSource{EmptyDir: &v1.EmptyDirVolumeSource{}}}}
	n.createPod("pod", spec)

	n.awaitPod("pod", "succeeds", succeeded)
	if got := n.log("pod", v1.PodLogOptions{}); got != "made\n" {
		t.Errorf("printed %q", got)
	}
}

func TestFailedInitContainerFailsThePod(t *testing.T) {
	n := newNamespace(t)
	spec := podSpec(shell("true"))
	spec.RestartPolicy = v1.RestartPolicyNever
	spec.InitContainers = []v1.Container{{Name: "init", Image: "test/sh", Args: []string{"exit 7"}}}
	n.createPod("pod", spec)

	pod := n.awaitPod("pod", "fails", func(p *v1.Pod) bool { return p.Status.Phase == v1.PodFailed })
	if code := pod.Status.InitContainerStatuses[0].State.Terminated.ExitCode; code != 7 {
		t.Errorf("exit code %d, want 7", code)
	}
}

func TestCrashedContainerIsStartedAgain(t *testing.T) {
	n := newNamespace(t)
	n.createPod("pod", podSpec(shell("echo run; exit 3")))

	pod := n.awaitPod("pod", "backs off", waiting("CrashLoopBackOff"))
	status := pod.Status.ContainerStatuses[0]
	if status.RestartCount != 1 {
		t.Errorf("%d restarts before the first back-off, want 1", status.RestartCount)
	}
	end := status.LastTerminationState.Terminated
	if end == nil || end.ExitCode != 3 || end.Reason != "Error" {
		t.Errorf("last state is %v, want exit code 3", end)
	}
	if got := n.log("pod", v1.PodLogOptions{Previous: true}); got != "run\n" {
		t.Errorf("previous run printed %q", got)
	}
	n.awaitEvent("pod", "BackOff")
}

func TestKilledContainerIsStartedAgainAtOnce(t *testing.T) {
	n := newNamespace(t)
	n.createPod("pod", podSpec(shell("echo run; exec sleep 600")))
	n.awaitPod("pod", "is ready", ready)

	n.killMain("pod")
	pod := n.awaitPod("pod", "runs again", func(p *v1.Pod) bool { return restarted(1)(p) && ready(p) })
	if code := pod.Status.ContainerStatuses[0].LastTerminationState.Terminated.ExitCode; code != 137 {
		t.Errorf("exit code %d, want 137", code)
	}
}

func TestProbesDecideOnReadinessAndLife(t *testing.T) {
	n := newNamespace(t)
	health := v1.ProbeHandler{HTTPGet: &v1.HTTPGetAction{Path: "/health", Port: intstr.FromString("http")}}
	c := web()
	c.StartupProbe = &v1.Probe{ProbeHandler: v1.ProbeHandler{TCPSocket: &v1.TCPSocketAction{Port: intstr.FromInt32(webPort())}}, PeriodSeconds: 1, FailureThreshold: 60}
	c.ReadinessProbe = &v1.Probe{ProbeHandler: health, PeriodSeconds: 1}
	c.LivenessProbe = &v1.Probe{ProbeHandler: v1.ProbeHandler{Exec: &v1.ExecAction{Command: []string{"sh", "-c", "! test -e dead"}}}, PeriodSeconds: 1, FailureThreshold: 1, TimeoutSeconds: 30}
	n.createPod("pod", podSpec(c))
	n.awaitPod("pod", "is ready", ready)

	n.exec("pod", "touch sick")
	n.awaitPod("pod", "is not ready", func(p *v1.Pod) bool { return !ready(p) })
	n.exec("pod", "rm sick")
	n.awaitPod("pod", "is ready again", ready)
	n.exec("pod", "touch dead")
	n.awaitPod("pod", "is started again", restarted(1))
	n.awaitEvent("pod", "Unhealthy")
	n.awaitEvent("pod", "Killing")
}

func TestTerminationIsGraceful(t *testing.T) {
	n := newNamespace(t)
	n.createClaim("claim")
	c := shell(`trap 'echo term >> $DATA/log; exit 0' TERM; touch $DATA/up; while :; do sleep 0.05; done`)
	c.Env = []v1.EnvVar{{Name: "DATA", Value: "/data"}}
	c.VolumeMounts = []v1.VolumeMount{{Name: "data", MountPath: "/data"}}
	c.Lifecycle = &v1.Lifecycle{PreStop: &v1.LifecycleHandler{Exec: &v1.ExecAction{Command: []string{"sh", "-c", "echo stop >> $DATA/log"}}}}
	spec := podSpec(c)
	grace := int64(30)
	spec.TerminationGracePeriodSeconds = &grace
	spec.Volumes = []v1.Volume{claimVolume("data", "claim")}
	n.createPod("pod", spec)
	n.awaitPod("pod", "is ready", ready)
	n.await("the container is up", func(context.Context) bool { return n.tryExec("pod", "test -e $DATA/up") == nil })
	n.deletePod("pod")

	reader := shell("cat $DATA/log")
	reader.Env, reader.VolumeMounts = c.Env, c.VolumeMounts
	spec = podSpec(reader)
	spec.RestartPolicy = v1.RestartPolicyNever
	spec.Volumes = []v1.Volume{claimVolume("data", "claim")}
	n.createPod("reader", spec)
	n.awaitPod("reader", "succeeds", succeeded)
	if got := n.log("reader", v1.PodLogOptions{}); got != "stop\nterm\n" {
		t.Errorf("the container saw %q", got)
	}
}

func TestStubbornContainerIsKilledWithAllItsProcesses(t *testing.T) {
	n := newNamespace(t)
	n.createPod("pod", podSpec(shell(`trap '' TERM; setsid sleep 7777 & sleep 8888`)))
	pod := n.awaitPod("pod", "is ready", ready)
	n.deletePod("pod")
	for _, process := range n.cluster.processes() {
		if strings.Contains(process, "7777") || strings.Contains(process, "8888") {
			t.Errorf("left after the end of pod %s: %s", pod.UID, process)
		}
	}
}
