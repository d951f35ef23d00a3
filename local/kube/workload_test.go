package main

import (
	"context"
	"fmt"
	"io"
	"net"
	"net/http"
	"strconv"
	"testing"
	"time"

	appsv1 "k8s.io/api/apps/v1"
	batchv1 "k8s.io/api/batch/v1"
	v1 "k8s.io/api/core/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/types"
	"k8s.io/apimachinery/pkg/util/intstr"
)

func TestNodePortReachesReadyPodsInTurn(t *testing.T) {
	n := newNamespace(t)
	c := web()
	c.ReadinessProbe = &v1.Probe{ProbeHandler: v1.ProbeHandler{HTTPGet: &v1.HTTPGetAction{Path: "/health", Port: intstr.FromString("http")}}, PeriodSeconds: 1}
	n.createDeployment("web", 2, podSpec(c))
	address := n.createService("web", v1.ServiceTypeNodePort, 0)

	seen := map[string]bool{}
	n.await("both pods answer", func(context.Context) bool {
		if name, err := ask(address); err == nil {
			seen[name] = true
		}
		return len(seen) == 2
	})
	n.scale("web", 0)
	n.await("nobody answers", func(context.Context) bool {
		_, err := ask(address)
		return err != nil
	})
}

func TestNodePortTakenByAnotherProgram(t *testing.T) {
	n := newNamespace(t)
	n.createPod("web", podSpec(web()))
	other, port := n.occupyNodePort()
	address := n.createService("web", v1.ServiceTypeNodePort, port)
	n.awaitEvent("web", "NodePortTaken")

	other.Close()
	n.await("the pod answers", func(context.Context) bool {
		name, err := ask(address)
		return err == nil && name == "web"
	})
}

func TestLoadBalancerGetsThisMachineAsIngress(t *testing.T) {
	n := newNamespace(t)
	n.createService("web", v1.ServiceTypeLoadBalancer, 0)
	n.await("ingress", func(ctx context.Context) bool {
		service, err := n.client.CoreV1().Services(n.name).Get(ctx, "web", metav1.GetOptions{})
		return err == nil && len(service.Status.LoadBalancer.Ingress) == 1 &&
			service.Status.LoadBalancer.Ingress[0].IP == "127.0.0.1"
	})
}

func TestStatefulSetKeepsNamesAndData(t *testing.T) {
	n := newNamespace(t)
	c := shell(`echo run >> $DATA/log; cat $DATA/log; exec sleep 600`)
	c.Env = []v1.EnvVar{{Name: "DATA", Value: "/data"}}
	c.VolumeMounts = []v1.VolumeMount{{Name: "data", MountPath: "/data"}}
	n.createStatefulSet("db", podSpec(c))
	first := n.awaitPod("db-0", "is ready", ready)

	n.deleteOnly("db-0")
	second := n.awaitPod("db-0", "is made again", func(p *v1.Pod) bool { return p.UID != first.UID && ready(p) })
	if second.Status.PodIP == first.Status.PodIP {
		t.Errorf("the new pod has the address of the old one at once: %s", second.Status.PodIP)
	}
	n.awaitLog("db-0", "run\nrun\n")
}

func TestJobsComplete(t *testing.T) {
	n := newNamespace(t)
	n.createJob("good", "echo done")
	n.createJob("bad", "exit 1")
	for name, kind := range map[string]batchv1.JobConditionType{"good": batchv1.JobComplete, "bad": batchv1.JobFailed} {
		n.await("job "+name, func(ctx context.Context) bool {
			job, err := n.client.BatchV1().Jobs(n.name).Get(ctx, name, metav1.GetOptions{})
			if err != nil {
				return false
			}
			for _, condition := range job.Status.Conditions {
				if condition.Type == kind && condition.Status == v1.ConditionTrue {
					return true
				}
			}
			return false
		})
	}
}

func TestForcedDeletionEndsProcesses(t *testing.T) {
	n := newNamespace(t)
	n.createPod("pod", podSpec(shell("exec sleep 600")))
	pod := n.awaitPod("pod", "is ready", ready)
	if _, err := n.cluster.kubectl("delete", "pods", "-n", n.name, "--all", "--force", "--grace-period=0"); err != nil {
		t.Fatal(err)
	}
	n.await("its processes have ended", func(context.Context) bool { return !n.runs(pod.UID) })
}

var askClient = &http.Client{Timeout: 2 * time.Second, Transport: &http.Transport{DisableKeepAlives: true}}

func ask(address string) (string, error) {
	response, err := askClient.Get("http://" + address)
	if err != nil {
		return "", err
	}
	defer response.Body.Close()
	data, err := io.ReadAll(response.Body)
	return string(data), err
}

// occupyNodePort listens on a node port as another program would.
func (n *namespace) occupyNodePort() (net.Listener, int32) {
	n.Helper()
	for port := 31900; port < 32000; port++ {
		if listener, err := net.Listen("tcp", net.JoinHostPort("127.0.0.1", strconv.Itoa(port))); err == nil {
			n.Cleanup(func() { listener.Close() })
			return listener, int32(port)
		}
	}
	n.Fatal("no port to occupy")
	return nil, 0
}

// createService makes a Service in front of pods labelled by its name and gives the address of its node port.
func (n *namespace) createService(name string, kind v1.ServiceType, nodePort int32) string {
	n.Helper()
	service := &v1.Service{ObjectMeta: metav1.ObjectMeta{Name: name}, Spec: v1.ServiceSpec{
		Type:     kind,
		Selector: map[string]string{"app": name},
		Ports:    []v1.ServicePort{{Port: 80, TargetPort: intstr.FromString("http"), NodePort: nodePort}},
	}}
	service, err := n.client.CoreV1().Services(n.name).Create(n.Context(), service, metav1.CreateOptions{})
	if err != nil {
		n.Fatal(err)
	}
	return net.JoinHostPort("127.0.0.1", strconv.Itoa(int(service.Spec.Ports[0].NodePort)))
}

func template(name string, spec v1.PodSpec) v1.PodTemplateSpec {
	return v1.PodTemplateSpec{ObjectMeta: metav1.ObjectMeta{Labels: map[string]string{"app": name}}, Spec: spec}
}

func (n *namespace) createDeployment(name string, replicas int32, spec v1.PodSpec) {
	n.Helper()
	deployment := &appsv1.Deployment{ObjectMeta: metav1.ObjectMeta{Name: name}, Spec: appsv1.DeploymentSpec{
		Replicas: &replicas,
		Selector: &metav1.LabelSelector{MatchLabels: map[string]string{"app": name}},
		Template: template(name, spec),
	}}
	if _, err := n.client.AppsV1().Deployments(n.name).Create(n.Context(), deployment, metav1.CreateOptions{}); err != nil {
		n.Fatal(err)
	}
}

func (n *namespace) scale(name string, replicas int32) {
	n.Helper()
	patch := fmt.Appendf(nil, `{"spec": {"replicas": %d}}`, replicas)
	_, err := n.client.AppsV1().Deployments(n.name).Patch(n.Context(), name, types.MergePatchType, patch, metav1.PatchOptions{})
	if err != nil {
		n.Fatal(err)
	}
}

func (n *namespace) createStatefulSet(name string, spec v1.PodSpec) {
	n.Helper()
	claim := v1.PersistentVolumeClaim{ObjectMeta: metav1.ObjectMeta{Name: "data"}, Spec: claimSpec()}
	set := &appsv1.StatefulSet{ObjectMeta: metav1.ObjectMeta{Name: name}, Spec: appsv1.StatefulSetSpec{
		ServiceName:          name,
		Selector:             &metav1.LabelSelector{MatchLabels: map[string]string{"app": name}},
		Template:             template(name, spec),
		VolumeClaimTemplates: []v1.PersistentVolumeClaim{claim},
	}}
	if _, err := n.client.AppsV1().StatefulSets(n.name).Create(n.Context(), set, metav1.CreateOptions{}); err != nil {
		n.Fatal(err)
	}
}

func (n *namespace) createJob(name, script string) {
	n.Helper()
	never := int32(0)
	spec := podSpec(shell(script))
	spec.RestartPolicy = v1.RestartPolicyNever
	job := &batchv1.Job{ObjectMeta: metav1.ObjectMeta{Name: name}, Spec: batchv1.JobSpec{
		BackoffLimit: &never, Template: template(name, spec),
	}}
	if _, err := n.client.BatchV1().Jobs(n.name).Create(n.Context(), job, metav1.CreateOptions{}); err != nil {
		n.Fatal(err)
	}
}
