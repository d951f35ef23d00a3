package process

import (
	"bytes"
	"context"
	"errors"
	"os"
	"strings"
	"testing"
	"time"

	"aerie.dev/local/kube/internal/node/containerlog"
)

const patience = 20 * time.Second

func TestExitCodeSignalAndOutput(t *testing.T) {
	runner, dir := newRunner(t)
	p := start(t, runner, dir, "one", "echo out; echo err >&2; exit 5")
	if exit := p.Exit(); exit.Code != 5 || exit.Signal != 0 {
		t.Errorf("exit is %+v", exit)
	}
	data, err := os.ReadFile(containerlog.Path(dir, 0))
	if err != nil {
		t.Fatal(err)
	}
	if log := string(data); !strings.Contains(log, "stdout F out\n") || !strings.Contains(log, "stderr F err\n") {
		t.Errorf("log is %q", log)
	}
	p = start(t, runner, dir, "two", "kill -9 $$")
	if exit := p.Exit(); exit.Code != 137 || exit.Signal != 9 {
		t.Errorf("exit is %+v", exit)
	}
}

func TestContainerEndsWithItsFirstProcess(t *testing.T) {
	runner, dir := newRunner(t)
	start(t, runner, dir, "one", "sleep 600 & setsid sleep 600 & exit 0").Exit()
	if left, err := runner.mark.of("one").carriers(); err != nil || len(left) > 0 {
		t.Errorf("left: %v (%v)", left, err)
	}
}

func TestTerminateAndKill(t *testing.T) {
	runner, dir := newRunner(t)
	polite := start(t, runner, dir, "polite", "exec sleep 600")
	polite.Terminate()
	if exit := polite.Exit(); exit.Code != 143 {
		t.Errorf("exit is %+v", exit)
	}
	stubborn := start(t, runner, dir, "stubborn", "trap '' TERM; sleep 600; sleep 600")
	stubborn.Terminate()
	stubborn.Kill()
	if exit := stubborn.Exit(); exit.Code != 137 && exit.Code != 143 {
		t.Errorf("exit is %+v", exit)
	}
}

func TestNextRunnerSweepsWhatIsLeft(t *testing.T) {
	dir := t.TempDir()
	first, err := NewRunner(dir)
	if err != nil {
		t.Fatal(err)
	}
	defer first.Close()
	p := start(t, first, dir, "one", "setsid sleep 600; sleep 600")
	second, err := NewRunner(dir)
	if err != nil {
		t.Fatal(err)
	}
	defer second.Close()
	if exit := p.Exit(); exit.Code == 0 {
		t.Errorf("exit is %+v", exit)
	}
}

func TestGuardKillsWhatIsLeft(t *testing.T) {
	runner, dir := newRunner(t)
	p := start(t, runner, dir, "one", "exec sleep 600")
	runner.Close()
	select {
	case <-p.Done():
	case <-time.After(patience):
		t.Error("the process outlived the guard")
	}
}

func TestMissingProgramIsAnError(t *testing.T) {
	runner, dir := newRunner(t)
	for _, program := range []string{"no-such-program", "/no/such/program"} {
		log, err := containerlog.Create(dir, 0)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := runner.Start(Command{Words: []string{program}, Env: environment()}, log); err == nil {
			t.Errorf("%s was started", program)
		}
		log.Close()
	}
}

func TestRunGivesExitCodeAndOutput(t *testing.T) {
	runner, dir := newRunner(t)
	var output bytes.Buffer
	code, err := runner.Run(t.Context(), command(dir, "one", "cat; exit 3"), strings.NewReader("input"), &output, &output)
	if err != nil || code != 3 || output.String() != "input" {
		t.Errorf("code %d, output %q (%v)", code, output.String(), err)
	}
	ctx, cancel := context.WithTimeout(t.Context(), 10*time.Millisecond)
	defer cancel()
	if _, err := runner.Run(ctx, command(dir, "one", "sleep 600"), nil, nil, nil); !errors.Is(err, context.DeadlineExceeded) {
		t.Errorf("got %v", err)
	}
}

func newRunner(t *testing.T) (*Runner, string) {
	t.Helper()
	dir := t.TempDir()
	runner, err := NewRunner(dir)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(runner.Close)
	return runner, dir
}

func start(t *testing.T, runner *Runner, dir, container, script string) *Process {
	t.Helper()
	log, err := containerlog.Create(dir, 0)
	if err != nil {
		t.Fatal(err)
	}
	p, err := runner.Start(command(dir, container, script), log)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(p.Kill)
	return p
}

func command(dir, container, script string) Command {
	return Command{Words: []string{"sh", "-c", script}, Env: environment(), Dir: dir, Container: container}
}

func environment() []string { return []string{"PATH=" + os.Getenv("PATH")} }
