package cluster

import (
	"context"
	"fmt"
	"os"
	"os/signal"
	"syscall"
	"time"

	"github.com/spf13/cobra"
)

const signalPause = 2 * time.Second

// NewCommand makes the command "cluster".
func NewCommand() *cobra.Command {
	var options Options
	command := &cobra.Command{
		Use:   "cluster --dir DIR",
		Short: "Run Kubernetes until told to end",
		Args:  cobra.NoArgs,
		RunE: func(command *cobra.Command, _ []string) error {
			ctx, cancel := signal.NotifyContext(command.Context(), syscall.SIGTERM, syscall.SIGINT)
			defer cancel()
			go endAtSecondSignal(ctx)
			return Run(ctx, options, command.OutOrStdout())
		},
	}
	options.AddFlags(command.Flags())
	return command
}

// endAtSecondSignal ends this process, and with it all parts, when the user does not want to wait any longer.
func endAtSecondSignal(ctx context.Context) {
	<-ctx.Done()
	// Some programs send the first signal twice, to the process and to its group.
	time.Sleep(signalPause)
	again := make(chan os.Signal, 1)
	signal.Notify(again, syscall.SIGTERM, syscall.SIGINT)
	<-again
	fmt.Fprintln(os.Stderr, "ended without waiting for the parts")
	os.Exit(1)
}
