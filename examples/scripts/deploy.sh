#!/bin/sh
# Question: does our deploy script, written around the AWS CLI, notice a rollback?
# Deploys an image to a service and waits for it: deploy.sh CLUSTER SERVICE IMAGE
# It is an ordinary script for AWS. Against a simulator only the endpoint differs:
#   npx steadystate serve
#   alias aws='aws --endpoint-url http://127.0.0.1:4566'
set -eu
cluster=$1 service=$2 image=$3

current=$(aws ecs describe-services --cluster "$cluster" --services "$service" \
  --query 'services[0].taskDefinition' --output text)
containers=$(aws ecs describe-task-definition --task-definition "$current" \
  --query 'taskDefinition.containerDefinitions' | sed "s|\"image\": \"[^\"]*\"|\"image\": \"$image\"|")
family=${current##*/}
wanted=$(aws ecs register-task-definition --family "${family%:*}" --container-definitions "$containers" \
  --requires-compatibilities FARGATE --network-mode awsvpc --cpu 256 --memory 512 \
  --query 'taskDefinition.taskDefinitionArn' --output text)

echo "deploying $image as ${wanted##*/}"
aws ecs update-service --cluster "$cluster" --service "$service" --task-definition "$wanted" >/dev/null
aws ecs wait services-stable --cluster "$cluster" --services "$service"

# The waiter is content with a rollback, too: the task definition tells.
now=$(aws ecs describe-services --cluster "$cluster" --services "$service" \
  --query 'services[0].taskDefinition' --output text)
if [ "$now" != "$wanted" ]; then
  echo "rolled back to ${now##*/}" >&2
  exit 1
fi
echo "stable on ${now##*/}"
