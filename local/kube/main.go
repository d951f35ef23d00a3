// Command aerie-kube is Kubernetes in one binary. Its name or its first argument says which part of it to run.
package main

import (
	"context"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/cobra"
	"go.etcd.io/etcd/server/v3/etcdmain"
	"k8s.io/component-base/cli"
	"k8s.io/kubectl/pkg/cmd"
	"k8s.io/kubectl/pkg/cmd/util"
	apiserver "k8s.io/kubernetes/cmd/kube-apiserver/app"
	controllers "k8s.io/kubernetes/cmd/kube-controller-manager/app"
	scheduler "k8s.io/kubernetes/cmd/kube-scheduler/app"

	"aerie.dev/local/kube/internal/cluster"
	"aerie.dev/local/kube/internal/kubeconfig"
	"aerie.dev/local/kube/internal/node"
)

// parts maps a part's name to its program. Each finds its own name in os.Args[0] and gives its exit status.
var parts = map[string]func() int{
	"etcd":                    func() int { etcdmain.Main(os.Args); return 0 },
	"kube-apiserver":          func() int { return cli.Run(apiserver.NewAPIServerCommand()) },
	"kube-controller-manager": func() int { return cli.Run(controllers.NewControllerManagerCommand()) },
	"kube-scheduler":          func() int { return cli.Run(scheduler.NewSchedulerCommand()) },
	"kubectl":                 kubectl,
}

func main() {
	if part, ok := parts[filepath.Base(os.Args[0])]; ok {
		os.Exit(part())
	}
	if len(os.Args) > 1 {
		if part, ok := parts[os.Args[1]]; ok {
			os.Args = os.Args[1:]
			os.Exit(part())
		}
	}
	names := slices.Sorted(maps.Keys(parts))
	root := &cobra.Command{
		Use:           "aerie-kube",
		Short:         "Kubernetes in one binary",
		Long:          "Kubernetes in one binary: a whole cluster, or one of its parts\n(" + strings.Join(names, ", ") + ").",
		SilenceUsage:  true,
		SilenceErrors: true,
	}
	root.AddCommand(cluster.NewCommand(), kubeconfig.NewCommand(), node.NewCommand())
	if err := root.ExecuteContext(context.Background()); err != nil {
		fmt.Fprintln(os.Stderr, "aerie-kube:", err)
		os.Exit(1)
	}
}

func kubectl() int {
	if err := cli.RunNoErrOutput(cmd.NewDefaultKubectlCommand()); err != nil {
		// Prints the error and ends the process with kubectl's own exit status.
		util.CheckErr(err)
	}
	return 0
}
