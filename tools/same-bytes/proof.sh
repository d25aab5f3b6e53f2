#!/usr/bin/env bash
# proof.sh LRS OUT: everything that a refactoring must not change, made with one build.
#   SPECS      folder of everything.yaml and so on (default: the folder of this script)
#   REFINE_AS  how the command line names LRS-F (default: --method lrs-f)
# Then: digest.py OUT >OUT.txt, and compare the files of two builds.
set -euo pipefail
lrs=$(readlink -f -- "$1")
mkdir -p -- "$2"
out=$(cd -- "$2" && pwd -P)
specs=$(cd -- "${SPECS:-$(dirname -- "$(readlink -f -- "$0")")}" && pwd -P)
refine_as=${REFINE_AS:---method lrs-f}
mkdir -p "$out/log" "$out/json"
cd "$out"
export OMP_NUM_THREADS=1
# The second compiler does not pay for commands this short; it changes no result.
export JAVA_OPTS=${JAVA_OPTS--XX:TieredStopAtLevel=1}

step() { # NAME COMMAND...: its standard output to json/NAME.json with --json among the arguments, else to log/NAME.txt
  local name=$1 to=log/$1.txt start=$SECONDS
  [ ! -f "log/$name.ok" ] || return 0 # a proof that was stopped goes on
  shift
  case " $* " in *" --json "*) to=json/$name.json ;; esac
  if ! "$lrs" "$@" >"$to" 2>"log/$name.err"; then
    tail -n 20 "log/$name.err" "$to" >&2
    echo "proof: $name failed" >&2
    exit 1
  fi
  touch "log/$name.ok"
  printf '%4d s  %s\n' $((SECONDS - start)) "$name"
}

few="--dataset embedded --threads 1 --seed 5"
step everything run "$specs/everything.yaml" --out everything --threads 1
step attacks run "$specs/attacks.yaml" --out attacks --threads 1
step sweep sweep "$specs/sweep.yaml" --out sweep --threads 1
step sweep-random sweep "$specs/sweep-random.yaml" --out sweep-random --threads 1
step compare compare everything --baseline plain --rival fine-tune --out compare
step compare-attacks compare attacks --baseline plain --attack cwa,svre --out compare-attacks
step train train "$specs/train.yaml" --out train --threads 1
step refine refine $refine_as --model resnet8-a $few --count 128 --out refine \
  --set batchSize=16 --set maxSteps=10 --set epochs=2 --set warmUpSteps=3 --set labelSmoothing=0.1
step refine-soft refine $refine_as --model resnet8-a $few --count 128 --out refine-soft --temperature 4 \
  --set batchSize=16 --set maxSteps=4 --set 'averaging={start: 0.25, every: 1, batches: 2}' --set sharpness=0.02
step refine-auto refine $refine_as --model resnet8-a $few --count 200 --out refine-auto --auto --budget 3 \
  --proxy vgg-mini-bn --set batchSize=16 --set maxSteps=4
step refine-chain refine $refine_as --model refine $few --count 64 --out refine-chain --set batchSize=16 --set maxSteps=2
step card analyze card --model refine --before resnet8-a $few --count 8 --out card \
  --iterations 10 --landscape-images 2 --landscape-points 7 --penalty-images 2 --pgd-steps 4 --epsilons 1/255,4/255
step lipschitz analyze lipschitz --model refine $few --count 8 --out lipschitz
step penalties analyze penalties --model refine $few --count 4 --out penalties --steps 0.001,0.1,1.5
step similarity analyze similarity resnet8-a vgg-mini-bn mixer-mini refine $few --count 8 --out similarity
step attack attack --model refine/model.safetensors --attack mi-fgsm --epsilon 8/255 $few --count 10 --set steps=4 --out attack
step attack-l2 attack --model resnet8-a --attack "vmi + dim + tim(3) + sgm(0.2)" --epsilon 1.5 --norm l2 $few --count 6 \
  --goal targeted --set targetClass=runner-up --set steps=3 --set neighbours=3 --out attack-l2
step evaluate evaluate --json --model vgg-mini-bn --adversarial attack/adversarial --threads 1 --out evaluate
step evaluate-l2 evaluate --json --model refine --adversarial attack-l2/adversarial --threads 1 --out evaluate-l2
step evaluate-clean evaluate --json --model refine --dataset embedded --count 100 --threads 1 --out evaluate-clean
step verify-attack verify --json attack
step verify-attack-l2 verify --json attack-l2
step verify-linf verify --json everything/adversarial/plain/mi-fgsm --epsilon 8/255
step verify-l2 verify --json everything/adversarial/lrs-f/pgd-l2 --epsilon 1 --norm l2
step verify-targeted verify --json attacks/adversarial/plain/targeted-least --epsilon 16/255
step plan plan "$specs/everything.yaml" --out everything
printf '%4d s  in all\n' $SECONDS
